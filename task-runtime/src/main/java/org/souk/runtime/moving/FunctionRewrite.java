package org.souk.runtime.moving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.souk.runtime.module.BinaryWriter;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Op;

/**
 * Rewrites one function in which the program may be suspended, see {@link Migratable}:
 *
 * <pre>
 * (func … (local $at i32) (local … operands that wait for a call's return)
 *   (if state ≠ 0: pop the locals and $at)
 *   (block $unwind
 *     … the body, with after each call that may yield:
 *       if state ≠ 0: $at = the call's number, break to $unwind
 *     return)
 *   push the locals and $at
 *   any result)
 * </pre>
 *
 * <p>The calls are numbered from 1 in the order of the code. Each sequence of instructions with numbered calls in it begins
 * with a jump by $at, which is 0 in a normal run, to the call or to the construct that has the call in it; there the same
 * happens again. So control only ever enters a construct at its start, and a loop stays one that compilers understand.
 */
final class FunctionRewrite {

    private final Migratable module;
    private final MeteredModule source;
    private final FunctionType type;
    private final Node.Construct body;
    private final BinaryWriter out = new BinaryWriter();

    /** The types of parameters, locals and what is added to them. */
    private final List<Integer> locals;

    private final int declared;
    private final int at;

    /** The locals that belong to a frame. */
    private final TreeSet<Integer> saved = new TreeSet<>();

    /** For each place on the operand stack and type the local in which such a value waits. */
    private final Map<Long, Integer> waiting = new HashMap<>();

    /** How many blocks are open in the rewritten code. */
    private int depth;

    /** For each open construct of the source: the depth of its label in the rewritten code. */
    private final List<Integer> labels = new ArrayList<>();

    private int unwind;

    /** @param declared the types of the locals, without the parameters */
    FunctionRewrite(
            Migratable module, MeteredModule source, FunctionType type, List<Integer> declared, Node.Construct body) {
        this.module = module;
        this.source = source;
        this.type = type;
        this.body = body;
        this.locals = new ArrayList<>(type.parameters());
        this.locals.addAll(declared);
        this.declared = locals.size();
        this.at = addLocal(Op.I32);
        for (int local = 0; local < this.declared; local++) {
            saved.add(local);
        }
    }

    private int addLocal(int valueType) {
        locals.add(valueType);
        return locals.size() - 1;
    }

    BinaryWriter rewrite() {
        open(Op.BLOCK, new FunctionType(List.of(), List.of()));
        unwind = depth;
        enter(Op.BLOCK, body.type());
        sequence(body.body(), List.of(), 0, 1);
        leave();
        out.octets(Op.RETURN);
        close();

        BinaryWriter function = new BinaryWriter();
        declareLocals(function);
        rewind(function);
        function.append(out);
        unwind(function);
        return function.octets(Op.END);
    }

    private void declareLocals(BinaryWriter function) {
        List<Integer> own = locals.subList(type.parameters().size(), locals.size());
        BinaryWriter groups = new BinaryWriter();
        int count = 0;
        for (int from = 0; from < own.size(); count++) {
            int to = from;
            while (to < own.size() && own.get(to).equals(own.get(from))) {
                to++;
            }
            groups.unsigned(to - from).octets(own.get(from));
            from = to;
        }
        function.unsigned(count).append(groups);
    }

    private void rewind(BinaryWriter function) {
        function.octets(Op.GLOBAL_GET).unsigned(module.stateGlobal()).octets(Op.IF, Op.VOID);
        module.pop(function, Op.I32);
        function.octets(Op.LOCAL_SET).unsigned(at);
        for (int local : saved.descendingSet()) {
            module.pop(function, locals.get(local));
            function.octets(Op.LOCAL_SET).unsigned(local);
        }
        function.octets(Op.END);
    }

    private void unwind(BinaryWriter function) {
        for (int local : saved) {
            function.octets(Op.LOCAL_GET).unsigned(local);
            module.push(function, locals.get(local));
        }
        function.octets(Op.LOCAL_GET).unsigned(at);
        module.push(function, Op.I32);
        for (int result : type.results()) {
            module.anyValue(function, result);
        }
    }

    /**
     * Writes instructions with what leads to the points in them.
     *
     * @param entry the types of the values with which they begin; these wait in locals
     * @param base how many values wait below them
     * @param first the number of the first point
     */
    private void sequence(List<Node> nodes, List<Integer> entry, int base, int first) {
        dispatch(nodes, first);
        OperandTypes stack = new OperandTypes(source, locals);
        stack.push(entry);
        load(stack, base, 0);
        int point = first;
        for (Node node : nodes) {
            if (node.points() == 0) {
                plain(node);
                follow(stack, node);
                continue;
            }
            store(stack, base, 0);
            close();
            int here = point;
            node.match(
                    instruction -> call(instruction, stack, base, here),
                    construct -> construct(construct, stack, base, here));
            point += node.points();
        }
    }

    private static void follow(OperandTypes stack, Node node) {
        node.match(
                instruction -> {
                    if (!instruction.leaves()) {
                        stack.apply(instruction);
                    }
                },
                construct -> {
                    if (construct.opcode() == Op.IF) {
                        stack.pop(1);
                    }
                    stack.apply(construct.type());
                });
    }

    /** Opens a block for each node with points, the last one's outermost, and jumps to the end of the right one. */
    private void dispatch(List<Node> nodes, int first) {
        List<Node> targets = nodes.stream().filter(node -> node.points() > 0).toList();
        if (targets.isEmpty()) {
            return;
        }
        FunctionType nothing = new FunctionType(List.of(), List.of());
        for (int i = 0; i < targets.size(); i++) {
            open(Op.BLOCK, nothing);
        }
        if (targets.size() == 1) {
            out.octets(Op.LOCAL_GET).unsigned(at).octets(Op.BR_IF, 0);
            return;
        }
        open(Op.BLOCK, nothing);
        out.octets(Op.LOCAL_GET).unsigned(at).octets(Op.I32_CONST).signed(first).octets(Op.I32_SUB, Op.BR_TABLE);
        out.unsigned(targets.stream().mapToInt(Node::points).sum());
        for (int i = 0; i < targets.size(); i++) {
            for (int point = 0; point < targets.get(i).points(); point++) {
                out.unsigned(i + 1L);
            }
        }
        // In a normal run $at is 0, which comes before the first number.
        out.unsigned(0);
        close();
    }

    private void call(Node.Instruction call, OperandTypes stack, int base, int point) {
        boolean indirect = call.opcode() == Op.CALL_INDIRECT;
        FunctionType callee = indirect ? source.type(call.immediate()) : source.functionType(call.immediate());
        int below = stack.size() - callee.parameters().size() - (indirect ? 1 : 0);
        keep(stack, base, 0, below);
        if (indirect) {
            keep(stack, base, stack.size() - 1, stack.size());
        } else if (call.immediate() < source.imports()) {
            // Any other function gets its parameters from its own frame.
            keep(stack, base, below, stack.size());
        }
        load(stack, base, below);
        if (indirect) {
            out.octets(Op.CALL_INDIRECT).unsigned(call.immediate()).unsigned(call.second());
        } else {
            out.octets(Op.CALL).unsigned(module.shifted(call.immediate()));
        }
        out.octets(Op.GLOBAL_GET).unsigned(module.stateGlobal());
        open(Op.IF, new FunctionType(List.of(), List.of()));
        out.octets(Op.I32_CONST).signed(point).octets(Op.LOCAL_SET).unsigned(at);
        out.octets(Op.BR).unsigned(depth - unwind);
        close();
        out.octets(Op.I32_CONST, 0, Op.LOCAL_SET).unsigned(at);
        putOn(stack, base, below, callee.results());
    }

    private void construct(Node.Construct construct, OperandTypes stack, int base, int point) {
        List<Integer> parameters = construct.type().parameters();
        List<Integer> results = construct.type().results();
        int below = stack.size() - parameters.size() - (construct.opcode() == Op.IF ? 1 : 0);
        keep(stack, base, 0, below);
        int inner = base + below;
        FunctionType entered = new FunctionType(List.of(), results);
        switch (construct.opcode()) {
            case Op.LOOP -> {
                OperandTypes carried = new OperandTypes(source, locals);
                carried.push(parameters);
                load(carried, inner, 0);
                enter(Op.LOOP, construct.type());
                store(carried, inner, 0);
                sequence(construct.body(), parameters, inner, point);
            }
            case Op.IF -> {
                condition(construct, local(base + stack.size() - 1, Op.I32), point);
                enter(Op.IF, entered);
                sequence(construct.body(), parameters, inner, point);
                if (construct.hasElse() || !parameters.isEmpty()) {
                    out.octets(Op.ELSE);
                    int then = construct.body().stream().mapToInt(Node::points).sum();
                    sequence(construct.otherwise(), parameters, inner, point + then);
                }
            }
            default -> {
                enter(Op.BLOCK, entered);
                sequence(construct.body(), parameters, inner, point);
            }
        }
        leave();
        putOn(stack, base, below, results);
    }

    /** Which of the two ways: as the source says, or to the point. */
    private void condition(Node.Construct construct, int said, int first) {
        int then = construct.body().stream().mapToInt(Node::points).sum();
        if (then == construct.points()) {
            out.octets(Op.I32_CONST, 1);
        } else if (then == 0) {
            out.octets(Op.I32_CONST, 0);
        } else {
            out.octets(Op.LOCAL_GET).unsigned(at);
            out.octets(Op.I32_CONST).signed((long) first + then).octets(Op.I32_LT_U);
        }
        out.octets(Op.LOCAL_GET)
                .unsigned(said)
                .octets(Op.LOCAL_GET)
                .unsigned(at)
                .octets(Op.SELECT);
    }

    /** With results on the operand stack: puts what waits below them where it belongs. */
    private void putOn(OperandTypes stack, int base, int below, List<Integer> results) {
        stack.pop(stack.size() - below);
        stack.push(results);
        if (below > 0) {
            store(stack, base, below);
            load(stack, base, 0);
        }
    }

    private void load(OperandTypes stack, int base, int from) {
        for (int place = from; place < stack.size(); place++) {
            out.octets(Op.LOCAL_GET).unsigned(local(base + place, stack.get(place)));
        }
    }

    private void store(OperandTypes stack, int base, int from) {
        for (int place = stack.size() - 1; place >= from; place--) {
            out.octets(Op.LOCAL_SET).unsigned(local(base + place, stack.get(place)));
        }
    }

    /** Makes waiting values part of the frame. */
    private void keep(OperandTypes stack, int base, int from, int to) {
        for (int place = from; place < to; place++) {
            saved.add(local(base + place, stack.get(place)));
        }
    }

    private int local(int height, int valueType) {
        return waiting.computeIfAbsent(((long) height << 8) | valueType, key -> addLocal(valueType));
    }

    /** Writes code in which there is no point. */
    private void plain(Node node) {
        node.match(this::plainInstruction, this::plainConstruct);
    }

    private void plainConstruct(Node.Construct construct) {
        enter(construct.opcode(), construct.type());
        construct.body().forEach(this::plain);
        if (construct.hasElse()) {
            out.octets(Op.ELSE);
            construct.otherwise().forEach(this::plain);
        }
        leave();
    }

    private void plainInstruction(Node.Instruction instruction) {
        switch (instruction.opcode()) {
            case Op.CALL, Op.REF_FUNC ->
                out.octets(instruction.opcode()).unsigned(module.shifted(instruction.immediate()));
            case Op.BR, Op.BR_IF -> out.octets(instruction.opcode()).unsigned(label(instruction.immediate()));
            case Op.BR_TABLE -> {
                int[] targets = instruction.targets();
                out.octets(Op.BR_TABLE).unsigned(targets.length - 1L);
                for (int target : targets) {
                    out.unsigned(label(target));
                }
            }
            default -> out.copy(source.bytes(), instruction.from(), instruction.to());
        }
    }

    private int label(int index) {
        return depth - labels.get(labels.size() - 1 - index);
    }

    /** Opens a construct of the source. */
    private void enter(int opcode, FunctionType constructType) {
        open(opcode, constructType);
        labels.add(depth);
    }

    private void leave() {
        labels.remove(labels.size() - 1);
        close();
    }

    private void open(int opcode, FunctionType blockType) {
        out.octets(opcode);
        module.blockType(out, blockType);
        depth++;
    }

    private void close() {
        out.octets(Op.END);
        depth--;
    }
}
