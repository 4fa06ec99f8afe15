package org.souk.runtime.moving;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.souk.runtime.module.BinaryReader;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Instructions;
import org.souk.runtime.module.Op;
import org.souk.runtime.module.Refused;

/** Reads a function's instructions into a tree. */
final class BodyReader {

    /** The tree is walked recursively. */
    private static final int MAX_NESTING = 1000;

    private final MeteredModule module;
    private final YieldingFunctions yielding;
    private final Deque<Node.Construct> open = new ArrayDeque<>();

    BodyReader(MeteredModule module, YieldingFunctions yielding) {
        this.module = module;
        this.yielding = yielding;
    }

    Node.Construct read(FunctionType type, BinaryReader in) throws Refused, NotMigratable {
        Node.Construct body = new Node.Construct(Op.BLOCK, new FunctionType(List.of(), type.results()));
        open.push(body);
        Instructions at = new Instructions(in);
        while (!at.atEnd()) {
            at.next();
            switch (at.opcode()) {
                case Op.NOP -> {}
                case Op.BLOCK, Op.LOOP, Op.IF -> {
                    open.push(new Node.Construct(at.opcode(), module.blockType(at.immediate())));
                    if (open.size() > MAX_NESTING) {
                        throw new NotMigratable("has blocks nested more than " + MAX_NESTING + " deep");
                    }
                }
                case Op.ELSE -> open.element().beginElse();
                case Op.END -> close();
                default -> {
                    Node.Instruction instruction = instruction(at);
                    open.element().add(instruction);
                    if (instruction.leaves()) {
                        skipDeadCode(at);
                    }
                }
            }
        }
        return body;
    }

    /** The end of a construct; that of the function's body leaves none open. */
    private void close() {
        Node.Construct closed = open.pop();
        if (!open.isEmpty()) {
            open.element().add(closed);
        }
    }

    private Node.Instruction instruction(Instructions at) throws Refused, NotMigratable {
        boolean yields =
                switch (at.opcode()) {
                    case Op.CALL -> yielding.function(at.immediate());
                    case Op.CALL_INDIRECT -> yielding.indirectly(module.type(at.immediate()));
                    default -> false;
                };
        if (yields && at.opcode() == Op.CALL_INDIRECT && yielding.tablesChange()) {
            // The call that is made again must find the same function.
            throw new NotMigratable("changes its function tables while it runs");
        }
        int second = at.opcode() == Op.CALL_INDIRECT ? module.tableOf(at.start(), at.end()) : 0;
        return new Node.Instruction(
                at.opcode(), at.start(), at.end(), at.immediate(), second, at.targets(), yields ? 1 : 0);
    }

    /** Up to the {@code else} or {@code end} from which on code can be reached again, which is read, too. */
    private void skipDeadCode(Instructions at) throws Refused {
        int depth = 0;
        while (!at.atEnd()) {
            at.next();
            switch (at.opcode()) {
                case Op.BLOCK, Op.LOOP, Op.IF -> depth++;
                case Op.ELSE -> {
                    if (depth == 0) {
                        open.element().beginElse();
                        return;
                    }
                }
                case Op.END -> {
                    if (depth == 0) {
                        close();
                        return;
                    }
                    depth--;
                }
                default -> {}
            }
        }
    }
}
