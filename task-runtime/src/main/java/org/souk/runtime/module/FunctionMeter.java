package org.souk.runtime.module;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites one function, see {@link Metering}. The function's body becomes a block, so that every way out of it passes
 * the place where what was gathered is charged:
 *
 * <pre>
 * (func … (param $depth i32) (local $gathered i32) (local $left i64)
 *   (if $depth > limit: call the other hook)
 *   $gathered = −(what the caller has paid)
 *   (block (result …)
 *      … the body, each basic block preceded by $gathered += its cost …
 *      … and one that calls deep functions also by fuel −= $gathered; if fuel &lt; 0: call the hook; $gathered = 0 …)
 *   if $gathered ≠ 0: fuel −= $gathered; if fuel &lt; 0: call the hook)
 * </pre>
 */
final class FunctionMeter {

    /** After so much straight code there is a check, wherever that is. */
    static final int STRAIGHT = 4096;

    /** A function without calls and at most this long leaves the check to its caller. */
    private static final int SMALL = 64;

    private final Metering module;
    private final CallGraph graph;
    private final byte[] bytes;
    private final int function;
    private final FunctionType type;
    private final ModuleLayout.Body body;
    private final FunctionScan scan;
    private final int frame;
    private final BlockParameters parameters;

    /** What goes out, and what waits for the charge of the basic block that it belongs to. */
    private final BinaryWriter out = new BinaryWriter();

    private final BinaryWriter block = new BinaryWriter();

    /** For each open block of the source: the depth of its label in the rewritten code. */
    private final List<Frame> frames = new ArrayList<>();

    private int depth;
    private int cost;
    private int sinceCheck;
    private boolean chargesAll;

    /** Where added locals are; the original ones but parameters move up by one if there is a depth. */
    private int depthLocal;

    private int gathered;
    private int left;
    private int entry;
    private int shift;

    /** An open block of the source, without its parameters in the rewritten code; a doubled one takes two ends. */
    private record Frame(int opcode, FunctionType type, int label, boolean doubled) {

        /** What a jump takes to where it goes on with the block's parameters. */
        private List<Integer> carried() {
            return opcode == Op.LOOP ? type.parameters() : List.of();
        }
    }

    /** @param place the function's place in the code section */
    FunctionMeter(Metering module, ModuleLayout layout, CallGraph graph, int place) throws Refused {
        this.module = module;
        this.graph = graph;
        this.bytes = layout.bytes();
        this.function = layout.importedFunctions() + place;
        this.type = layout.typeOf(function);
        this.body = layout.bodies().get(place);
        this.scan = graph.scan(place);
        this.frame = graph.frameOf(place);
        this.parameters = scan.blockParameters();
    }

    BinaryWriter rewrite() throws Refused {
        BinaryReader in = new BinaryReader(bytes, body.from(), body.to());
        int groupsFrom = in.position();
        int locals = ModuleLayout.readLocals(in);
        int bodyFrom = in.position();
        depthLocal = type.parameters().size();
        shift = graph.isToldDepth(function) ? 1 : 0;
        gathered = depthLocal + shift + locals;
        left = gathered + 1;
        entry = left + 1;
        declareLocals(groupsFrom, bodyFrom);
        if (graph.isDeep(function)) {
            checkDepth();
        }
        if (graph.prepaid(function) > 0) {
            out.octets(Op.I32_CONST).signed(-graph.prepaid(function));
            out.octets(Op.LOCAL_SET).unsigned(gathered);
        }

        out.octets(Op.BLOCK);
        blockType(type.results(), out);
        depth = 1;
        frames.add(new Frame(Op.BLOCK, new FunctionType(List.of(), type.results()), 1, false));

        Instructions instructions = new Instructions(in);
        while (!instructions.atEnd()) {
            instructions.next();
            rewrite(instructions);
            if (leaves(instructions.opcode())) {
                skipDeadCode(instructions);
            }
        }
        return finish();
    }

    /** The type of a block without parameters. */
    private void blockType(List<Integer> results, BinaryWriter to) {
        if (results.isEmpty()) {
            to.octets(Op.VOID);
        } else if (results.size() == 1) {
            to.octets(results.get(0));
        } else {
            to.signed(module.typeIndex(new FunctionType(List.of(), results)));
        }
    }

    private void declareLocals(int groupsFrom, int bodyFrom) throws Refused {
        BinaryReader in = new BinaryReader(bytes, groupsFrom, bodyFrom);
        long groups = in.u32();
        boolean keepsEntry =
                graph.deepThroughTables() && !scan.indirectCallees().isEmpty();
        out.unsigned(groups + (keepsEntry ? 3 : 2) + parameters.groups()).copyRest(in);
        out.unsigned(1).octets(Op.I32).unsigned(1).octets(Op.I64);
        if (keepsEntry) {
            out.unsigned(1).octets(Op.I32);
        }
        parameters.declare(keepsEntry ? entry + 1 : entry, out);
    }

    private void checkDepth() {
        out.octets(Op.LOCAL_GET).unsigned(depthLocal);
        out.octets(Op.I32_CONST).signed(Metering.MAX_DEPTH).octets(Op.I32_GT_S, Op.IF, Op.VOID);
        out.octets(Op.CALL).unsigned(module.deepHook()).octets(Op.END);
    }

    private void rewrite(Instructions at) throws Refused {
        int opcode = at.opcode();
        cost += FunctionScan.costOf(opcode);
        switch (opcode) {
            case Op.LOOP -> loop(at);
            case Op.BLOCK -> {
                FunctionType type = module.blockType(at.immediate());
                begin(opcode, type);
                open(opcode, type, 1);
            }
            case Op.IF -> {
                FunctionType type = module.blockType(at.immediate());
                begin(opcode, type);
                endBasicBlock();
                open(opcode, type, 1);
            }
            case Op.ELSE -> otherwise(at);
            case Op.END -> end();
            case Op.BR, Op.BR_IF -> {
                parameters.carry(frameOf(at.immediate()).carried(), opcode == Op.BR_IF, block);
                block.octets(opcode).unsigned(label(at.immediate()));
                endBasicBlock();
            }
            case Op.BR_TABLE -> {
                int[] targets = at.targets();
                List<Integer> carried = List.of();
                for (int target : targets) {
                    carried = carried.isEmpty() ? frameOf(target).carried() : carried;
                }
                parameters.carry(carried, true, block);
                block.octets(opcode).unsigned(targets.length - 1L);
                for (int target : targets) {
                    block.unsigned(label(target));
                }
                endBasicBlock();
            }
            case Op.RETURN -> {
                block.octets(Op.BR).unsigned(label(frames.size() - 1));
                endBasicBlock();
            }
            case Op.UNREACHABLE -> {
                copy(at);
                endBasicBlock();
            }
            case Op.CALL -> call(at.immediate());
            case Op.CALL_INDIRECT -> callIndirect(at);
            case Op.REF_FUNC -> block.octets(opcode).unsigned(module.reference(at.immediate()));
            case Op.LOCAL_GET, Op.LOCAL_SET, Op.LOCAL_TEE -> {
                int local = at.immediate();
                block.octets(opcode).unsigned(local < depthLocal ? local : local + shift);
            }
            case Op.MEMORY_GROW -> block.octets(Op.CALL).unsigned(module.growFunction());
            case Op.MEMORY_COPY, Op.MEMORY_FILL, Op.MEMORY_INIT -> {
                block.octets(Op.CALL).unsigned(module.bytesFunction());
                copy(at);
            }
            case Op.TABLE_COPY, Op.TABLE_FILL, Op.TABLE_INIT, Op.TABLE_GROW -> {
                block.octets(Op.CALL).unsigned(module.entriesFunction());
                copy(at);
            }
            default -> copy(at);
        }
        if (cost >= STRAIGHT) {
            endBasicBlock();
        }
        if (sinceCheck >= STRAIGHT && cost == 0 && !frames.isEmpty() && !leaves(opcode)) {
            check();
        }
    }

    private static boolean leaves(int opcode) {
        return opcode == Op.BR || opcode == Op.BR_TABLE || opcode == Op.RETURN || opcode == Op.UNREACHABLE;
    }

    /**
     * Goes to the {@code else} or {@code end} from which on code can be reached again, and rewrites that. What is left
     * out costs nothing, for it is never executed, and Endive 1.0.0 loses count of the stack in some of it.
     */
    private void skipDeadCode(Instructions at) throws Refused {
        int nested = 0;
        while (!at.atEnd()) {
            at.next();
            switch (at.opcode()) {
                case Op.BLOCK, Op.LOOP, Op.IF -> nested++;
                case Op.END -> {
                    if (nested == 0) {
                        rewrite(at);
                        return;
                    }
                    nested--;
                }
                case Op.ELSE -> {
                    if (nested == 0) {
                        rewrite(at);
                        return;
                    }
                }
                default -> {}
            }
        }
    }

    private void copy(Instructions at) {
        block.copy(bytes, at.start(), at.end());
    }

    /** Writes a block's begin, and takes its parameters off the stack. */
    private void begin(int opcode, FunctionType type) {
        parameters.save(type.parameters(), opcode == Op.IF, block);
        block.octets(opcode);
        blockType(type.results(), block);
    }

    /** Counts a block as open, and puts its parameters back onto the stack. */
    private void open(int opcode, FunctionType type, int levels) {
        depth += levels;
        frames.add(new Frame(opcode, type, depth, levels > 1));
        parameters.load(type.parameters(), block);
    }

    private void loop(Instructions at) throws Refused {
        endBasicBlock();
        FunctionType type = module.blockType(at.immediate());
        // An outer loop with parameters or several results gains less than it costs in size.
        boolean doubled = scan.innermostLoops().contains(at.start()) && at.immediate() < 256;
        begin(Op.LOOP, type);
        out.drain(block);
        check();
        if (doubled) {
            copy(at);
            out.drain(block);
            out.octets(Op.LOCAL_GET).unsigned(gathered);
            out.octets(Op.I32_CONST).signed(Metering.BATCH).octets(Op.I32_GT_S, Op.BR_IF, 1);
        }
        open(Op.LOOP, type, doubled ? 2 : 1);
    }

    private void otherwise(Instructions at) {
        Frame then = frames.remove(frames.size() - 1);
        copy(at);
        endBasicBlock();
        frames.add(new Frame(Op.ELSE, then.type, then.label, false));
        parameters.load(then.type.parameters(), block);
    }

    private void end() {
        endBasicBlock();
        Frame frame = frames.remove(frames.size() - 1);
        if (frame.opcode == Op.IF && !frame.type.parameters().isEmpty()) {
            // Without an else the parameters are the results.
            out.octets(Op.ELSE);
            parameters.load(frame.type.parameters(), out);
        }
        out.octets(Op.END);
        depth--;
        if (frame.doubled) {
            out.octets(Op.END);
            depth--;
        }
    }

    private Frame frameOf(int index) throws Refused {
        if (index >= frames.size()) {
            throw new Refused("is malformed: it jumps out of more blocks than are open");
        }
        return frames.get(frames.size() - 1 - index);
    }

    private int label(int index) throws Refused {
        return depth - frameOf(index).label;
    }

    private void call(int callee) throws Refused {
        if (module.isImported(callee)) {
            // The host must see the whole count: it may end the program, or show the count to somebody. It charges
            // for itself, so that a loop of calls is stopped here.
            chargesAll = true;
            endBasicBlock();
        }
        cost += graph.prepaid(callee);
        if (graph.isToldDepth(callee)) {
            tellDepth();
        }
        chargesAll |= graph.isDeep(callee);
        block.octets(Op.CALL).unsigned(module.shifted(callee));
    }

    private void callIndirect(Instructions at) throws Refused {
        FunctionType called = module.typeOf(at.immediate());
        chargesAll |= graph.isDeep(called);
        if (!graph.deepThroughTables()) {
            copy(at);
            return;
        }
        block.octets(Op.LOCAL_SET).unsigned(entry);
        tellDepth();
        block.octets(Op.LOCAL_GET).unsigned(entry);
        block.octets(Op.CALL_INDIRECT)
                .unsigned(module.typeIndex(called.toldDepth()))
                .unsigned(at.table());
    }

    /** A function that is not deep does not know how deep it is, nor do those that it calls need to. */
    private void tellDepth() {
        if (graph.isDeep(function)) {
            block.octets(Op.LOCAL_GET).unsigned(depthLocal);
            block.octets(Op.I32_CONST).signed(frame).octets(Op.I32_ADD);
        } else {
            block.octets(Op.I32_CONST, 0);
        }
    }

    private void pay() {
        out.octets(Op.GLOBAL_GET).unsigned(module.fuelGlobal());
        out.octets(Op.LOCAL_GET).unsigned(gathered);
        out.octets(Op.I64_EXTEND_I32_S, Op.I64_SUB, Op.GLOBAL_SET).unsigned(module.fuelGlobal());
    }

    private void payAndCheck() {
        out.octets(Op.GLOBAL_GET).unsigned(module.fuelGlobal());
        out.octets(Op.LOCAL_GET).unsigned(gathered);
        out.octets(Op.I64_EXTEND_I32_S, Op.I64_SUB, Op.LOCAL_TEE).unsigned(left);
        module.settle(out, left);
    }

    private void forget() {
        out.octets(Op.I32_CONST, 0, Op.LOCAL_SET).unsigned(gathered);
    }

    /** Charges for the waiting code, in the global too if it calls what may go deep, and lets it out. */
    private void endBasicBlock() {
        out.append(chargeOf(cost));
        sinceCheck += cost;
        cost = 0;
        if (chargesAll) {
            payAndCheck();
            forget();
            sinceCheck = 0;
            chargesAll = false;
        }
        out.drain(block);
    }

    private BinaryWriter chargeOf(int amount) {
        BinaryWriter charge = new BinaryWriter();
        if (amount > 0) {
            charge.octets(Op.LOCAL_GET).unsigned(gathered);
            charge.octets(Op.I32_CONST).signed(amount);
            charge.octets(Op.I32_ADD, Op.LOCAL_SET).unsigned(gathered);
        }
        return charge;
    }

    /** Charges what was gathered if it is a batch. Leaves the operand stack as it is. */
    private void check() {
        sinceCheck = 0;
        out.octets(Op.LOCAL_GET).unsigned(gathered);
        out.octets(Op.I32_CONST).signed(Metering.BATCH).octets(Op.I32_GT_S, Op.IF, Op.VOID);
        out.octets(Op.LOCAL_GET).unsigned(gathered);
        out.octets(Op.CALL).unsigned(module.chargeFunction());
        forget();
        out.octets(Op.END);
    }

    /** The source's last {@code end} has closed the block around the body; the function's own follows. */
    private BinaryWriter finish() {
        // Where nothing was paid in advance there is always something left to pay.
        boolean mayBePaid = graph.prepaid(function) > 0;
        if (mayBePaid) {
            out.octets(Op.LOCAL_GET).unsigned(gathered).octets(Op.IF, Op.VOID);
        }
        if (scan.calls() || scan.length() > SMALL) {
            payAndCheck();
        } else {
            pay();
        }
        if (mayBePaid) {
            out.octets(Op.END);
        }
        return out.octets(Op.END);
    }
}
