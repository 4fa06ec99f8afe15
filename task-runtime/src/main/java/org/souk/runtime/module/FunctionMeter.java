package org.souk.runtime.module;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rewrites one function, see {@link Metering}. The function's body becomes a block, so that every way out of it passes
 * the place where what was gathered is charged:
 *
 * <pre>
 * (func … (local $gathered i32) (local $left i64)
 *   (block (result …)
 *      … the body, each basic block preceded by $gathered += its cost …)
 *   fuel -= $gathered; if fuel &lt; 0: call the hook)
 * </pre>
 */
final class FunctionMeter {

    /** After so much straight code there is a check, wherever that is. */
    static final int STRAIGHT = 4096;

    /** A function without calls and at most this long leaves the check to its caller. */
    private static final int SMALL = 64;

    private final Metering module;
    private final byte[] bytes;
    private final FunctionType type;
    private final ModuleLayout.Body body;

    /** Where the loops start that have neither a call nor a loop in them. */
    private final Set<Integer> innermost = new HashSet<>();

    private boolean calls;
    private int length;

    /** What goes out, and what waits for the charge of the basic block that it belongs to. */
    private final BinaryWriter out = new BinaryWriter();

    private final BinaryWriter block = new BinaryWriter();

    /** For each open block of the source: the depth of its label in the rewritten code. */
    private final List<Frame> frames = new ArrayList<>();

    private int depth;
    private int cost;
    private int sinceCheck;
    private int gathered;
    private int left;

    /** An open block; a doubled one takes two ends. */
    private record Frame(int label, boolean doubled) {}

    FunctionMeter(Metering module, byte[] bytes, FunctionType type, ModuleLayout.Body body) {
        this.module = module;
        this.bytes = bytes;
        this.type = type;
        this.body = body;
    }

    BinaryWriter rewrite() throws Refused {
        analyse();
        BinaryReader in = new BinaryReader(bytes, body.from(), body.to());
        int groupsFrom = in.position();
        int locals = ModuleLayout.readLocals(in);
        int bodyFrom = in.position();
        gathered = type.parameters().size() + locals;
        left = gathered + 1;
        declareLocals(groupsFrom, bodyFrom);

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

    private void analyse() throws Refused {
        BinaryReader in = new BinaryReader(bytes, body.from(), body.to());
        ModuleLayout.readLocals(in);
        Instructions instructions = new Instructions(in);
        Deque<Integer> open = new ArrayDeque<>();
        while (!instructions.atEnd()) {
            instructions.next();
            length += costOf(instructions.opcode());
            switch (instructions.opcode()) {
                case Op.LOOP -> {
                    innermost.removeAll(open);
                    open.push(instructions.start());
                    innermost.add(instructions.start());
                }
                // Anything but a loop's start, to keep the stack in step.
                case Op.BLOCK, Op.IF -> open.push(-1);
                case Op.END -> open.poll();
                case Op.CALL, Op.CALL_INDIRECT -> {
                    calls = true;
                    innermost.removeAll(open);
                }
                default -> {}
            }
        }
    }

    private void declareLocals(int groupsFrom, int bodyFrom) throws Refused {
        BinaryReader in = new BinaryReader(bytes, groupsFrom, bodyFrom);
        long groups = in.u32();
        out.unsigned(groups + 2).copyRest(in);
        out.unsigned(1).octets(Op.I32).unsigned(1).octets(Op.I64);
    }

    private void rewrite(Instructions at) {
        int opcode = at.opcode();
        cost += costOf(opcode);
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
            case Op.REF_FUNC -> block.octets(opcode).unsigned(module.shifted(at.immediate()));
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

    private static int costOf(int opcode) {
        return switch (opcode) {
            case Op.BLOCK, Op.LOOP, Op.ELSE, Op.END, Op.NOP -> 0;
            default -> 1;
        };
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
        boolean doubled = innermost.contains(at.start()) && at.immediate() < 256;
        copy(at);
        out.drain(block);
        check();
        if (doubled) {
            copy(at);
            out.drain(block);
            out.octets(Op.LOCAL_GET).unsigned(gathered);
            out.octets(Op.I32_CONST).signed(Metering.BATCH).octets(Op.I32_GT_U, Op.BR_IF, 1);
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

    /** The host must see the whole count: it may end the program, or show the count to somebody. */
    private void call(int function) {
        if (module.isImported(function)) {
            out.append(chargeOf(cost));
            cost = 0;
            out.drain(block);
            payGathered();
            out.octets(Op.I32_CONST, 0, Op.LOCAL_SET).unsigned(gathered);
        }
        block.octets(Op.CALL).unsigned(module.shifted(function));
    }

    private void payGathered() {
        out.octets(Op.GLOBAL_GET).unsigned(module.fuelGlobal());
        out.octets(Op.LOCAL_GET).unsigned(gathered);
        out.octets(Op.I64_EXTEND_I32_U, Op.I64_SUB, Op.GLOBAL_SET).unsigned(module.fuelGlobal());
    }

    private void endBasicBlock() {
        out.append(chargeOf(cost));
        sinceCheck += cost;
        cost = 0;
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
        out.octets(Op.I32_CONST).signed(Metering.BATCH).octets(Op.I32_GT_U, Op.IF, Op.VOID);
        out.octets(Op.LOCAL_GET).unsigned(gathered);
        out.octets(Op.CALL).unsigned(module.chargeFunction());
        out.octets(Op.I32_CONST, 0, Op.LOCAL_SET).unsigned(gathered).octets(Op.END);
    }

    /** The source's last {@code end} has closed the block around the body; the function's own follows. */
    private BinaryWriter finish() {
        if (calls || length > SMALL) {
            out.octets(Op.GLOBAL_GET).unsigned(module.fuelGlobal());
            out.octets(Op.LOCAL_GET).unsigned(gathered);
            out.octets(Op.I64_EXTEND_I32_U, Op.I64_SUB, Op.LOCAL_TEE).unsigned(left);
            module.settle(out, left);
        } else {
            payGathered();
        }
        return out.octets(Op.END);
    }
}
