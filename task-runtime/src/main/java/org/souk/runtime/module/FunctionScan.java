package org.souk.runtime.module;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** What the metering must know of a function before it rewrites one: whom it calls, how long it is, what it keeps. */
final class FunctionScan {

    private static final long UNREACHED = Long.MAX_VALUE / 2;

    private final ModuleLayout layout;
    private final ModuleLayout.Body body;
    private final FunctionType type;
    private final int locals;

    private final Set<Integer> callees = new LinkedHashSet<>();
    private final Set<FunctionType> indirectCallees = new LinkedHashSet<>();
    private final Set<Integer> references = new LinkedHashSet<>();

    /** Where the loops start that have neither a call nor a loop in them. */
    private final Set<Integer> innermost = new HashSet<>();

    private final BlockParameters blockParameters = new BlockParameters();

    private int length;
    private int height;

    /** @param place the function's place in the code section */
    FunctionScan(ModuleLayout layout, int place) throws Refused {
        this.layout = layout;
        this.body = layout.bodies().get(place);
        this.type = layout.typeOf(layout.importedFunctions() + place);
        BinaryReader in = new BinaryReader(layout.bytes(), body.from(), body.to());
        this.locals = ModuleLayout.readLocals(in);
        walk(new Instructions(in));
    }

    /** The functions that it calls by their index. */
    Set<Integer> callees() {
        return callees;
    }

    /** The types by which it calls functions through a table. */
    Set<FunctionType> indirectCallees() {
        return indirectCallees;
    }

    /** The functions of which it takes a reference. */
    Set<Integer> references() {
        return references;
    }

    Set<Integer> innermostLoops() {
        return innermost;
    }

    /** Room for the parameters of its blocks. */
    BlockParameters blockParameters() {
        return blockParameters;
    }

    boolean calls() {
        return !callees.isEmpty() || !indirectCallees.isEmpty();
    }

    /** What its instructions cost if each is executed once. */
    int length() {
        return length;
    }

    /** How many values it keeps at most: parameters, locals and operands. */
    int values() {
        return type.parameters().size() + locals + height;
    }

    /** What an instruction costs by itself. */
    static int costOf(int opcode) {
        return switch (opcode) {
            case Op.BLOCK, Op.LOOP, Op.ELSE, Op.END, Op.NOP -> 0;
            default -> 1;
        };
    }

    private void walk(Instructions at) throws Refused {
        Deque<Integer> open = new ArrayDeque<>();
        OperandHeight operands = new OperandHeight(layout, type);
        while (!at.atEnd()) {
            at.next();
            length += costOf(at.opcode());
            operands.after(at);
            boolean begins = at.opcode() == Op.BLOCK || at.opcode() == Op.LOOP || at.opcode() == Op.IF;
            if (begins && at.immediate() >= 256) {
                blockParameters.need(layout.type(at.immediate() - 256));
            }
            switch (at.opcode()) {
                case Op.LOOP -> {
                    innermost.removeAll(open);
                    open.push(at.start());
                    innermost.add(at.start());
                }
                // Anything but a loop's start, to keep the stack in step.
                case Op.BLOCK, Op.IF -> open.push(-1);
                case Op.END -> open.poll();
                case Op.CALL -> {
                    callees.add(at.immediate());
                    innermost.removeAll(open);
                }
                case Op.CALL_INDIRECT -> {
                    indirectCallees.add(layout.type(at.immediate()));
                    innermost.removeAll(open);
                }
                case Op.REF_FUNC -> references.add(at.immediate());
                default -> {}
            }
        }
        height = operands.highest();
    }

    /**
     * What the cheapest way through the function costs, not more than it ever costs; {@link Long#MAX_VALUE} if no way
     * leads out of it. Only jumps forward are looked at, since another round of a loop makes no way cheaper.
     *
     * @param added what a call of each function costs in addition
     */
    long cheapestWay(IntUnaryOperator added) throws Refused {
        BinaryReader in = new BinaryReader(layout.bytes(), body.from(), body.to());
        ModuleLayout.readLocals(in);
        Instructions at = new Instructions(in);
        // The cheapest way to each open block's end, and to its else; the function itself is the outermost block.
        List<long[]> open = new ArrayList<>(List.of(new long[] {UNREACHED, UNREACHED, 0}));
        long here = 0;
        while (!at.atEnd()) {
            at.next();
            here += costOf(at.opcode());
            switch (at.opcode()) {
                case Op.BLOCK -> open.add(new long[] {UNREACHED, UNREACHED, 0});
                case Op.LOOP -> open.add(new long[] {UNREACHED, UNREACHED, 1});
                case Op.IF -> open.add(new long[] {UNREACHED, here, 0});
                case Op.ELSE -> {
                    long[] block = open.get(open.size() - 1);
                    block[0] = Math.min(block[0], here);
                    here = block[1];
                    block[1] = UNREACHED;
                }
                case Op.END -> {
                    long[] block = open.remove(open.size() - 1);
                    here = Math.min(here, Math.min(block[0], block[1]));
                }
                case Op.BR_IF -> reach(open, at.immediate(), here);
                case Op.BR -> {
                    reach(open, at.immediate(), here);
                    here = UNREACHED;
                }
                case Op.BR_TABLE -> {
                    for (int target : Arrays.stream(at.targets()).distinct().toArray()) {
                        reach(open, target, here);
                    }
                    here = UNREACHED;
                }
                case Op.RETURN -> {
                    reach(open, open.size() - 1, here);
                    here = UNREACHED;
                }
                case Op.UNREACHABLE -> here = UNREACHED;
                case Op.CALL -> here += added.applyAsInt(at.immediate());
                default -> {}
            }
        }
        return here >= UNREACHED ? Long.MAX_VALUE : here;
    }

    private static void reach(List<long[]> open, int label, long cost) {
        int place = open.size() - 1 - label;
        if (place >= 0 && open.get(place)[2] == 0) {
            open.get(place)[0] = Math.min(open.get(place)[0], cost);
        }
    }
}
