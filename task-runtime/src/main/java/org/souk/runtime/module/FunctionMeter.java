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

    /** An open block; a doubled one takes two ends. */
    private record Frame(int label, boolean doubled) {}

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
        if (type.results().isEmpty()) {
            out.octets(Op.VOID);
        } else if (type.results().size() == 1) {
            out.octets(type.results().get(0));
        } else {
            out.signed(module.typeIndex(new FunctionType(List.of(), type.results())));
        }
        depth = 1;
        frames.add(new Frame(1, false));

        Instructions instructions = new Instructions(in);
        while (!instructions.atEnd()) {
            instructions.next();
            rewrite(instructions);
        }
        return finish();
    }

    private void declareLocals(int groupsFrom, int bodyFrom) throws Refused {
        BinaryReader in = new BinaryReader(bytes, groupsFrom, bodyFrom);
        long groups = in.u32();
        boolean keepsEntry =
                graph.deepThroughTables() && !scan.indirectCallees().isEmpty();
        out.unsigned(groups + (keepsEntry ? 3 : 2)).copyRest(in);
        out.unsigned(1).octets(Op.I32).unsigned(1).octets(Op.I64);
        if (keepsEntry) {
            out.unsigned(1).octets(Op.I32);
        }
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
                copy(at);
                open(1);
            }
            case Op.IF -> {
                copy(at);
                endBasicBlock();
                open(1);
            }
            case Op.ELSE -> {
                copy(at);
                endBasicBlock();
            }
            case Op.END -> end();
            case Op.BR, Op.BR_IF -> {
                block.octets(opcode).unsigned(label(at.immediate()));
                endBasicBlock();
            }
            case Op.BR_TABLE -> {
                int[] targets = at.targets();
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
        if (sinceCheck >= STRAIGHT && cost == 0 && !frames.isEmpty()) {
            check();
        }
    }

    private void copy(Instructions at) {
        block.copy(bytes, at.start(), at.end());
    }

    private void open(int levels) {
        depth += levels;
        frames.add(new Frame(depth, levels > 1));
    }

    private void loop(Instructions at) {
        endBasicBlock();
        // Breaking to the outer of two loops needs its parameters, so a loop with parameters stays single.
        boolean doubled = scan.innermostLoops().contains(at.start()) && at.immediate() < 256;
        copy(at);
        out.drain(block);
        check();
        if (doubled) {
            copy(at);
            out.drain(block);
            out.octets(Op.LOCAL_GET).unsigned(gathered);
            out.octets(Op.I32_CONST).signed(Metering.BATCH).octets(Op.I32_GT_S, Op.BR_IF, 1);
        }
        open(doubled ? 2 : 1);
    }

    private void end() {
        endBasicBlock();
        Frame frame = frames.remove(frames.size() - 1);
        out.octets(Op.END);
        depth--;
        if (frame.doubled) {
            out.octets(Op.END);
            depth--;
        }
    }

    private int label(int index) {
        return depth - frames.get(frames.size() - 1 - index).label;
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
