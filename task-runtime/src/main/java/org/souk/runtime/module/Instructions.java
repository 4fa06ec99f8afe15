package org.souk.runtime.module;

/**
 * Walks over the instructions of an expression or function body. After {@link #next} the opcode and the immediate that
 * matters are at hand. Instructions outside of what Souk runs are refused by name.
 */
public final class Instructions {

    private static final int BRANCH_TARGETS = 100_000;

    private final BinaryReader in;
    private int opcode;
    private int start;
    private int immediate;
    private int table;
    private int[] targets = {};

    public Instructions(BinaryReader in) {
        this.in = in;
    }

    public boolean atEnd() {
        return in.atEnd();
    }

    public int opcode() {
        return opcode;
    }

    /** Where the instruction's first byte is. */
    public int start() {
        return start;
    }

    /** Just behind the instruction's last byte. */
    public int end() {
        return in.position();
    }

    /** A label, a function's or local's index, or a block's type ({@link Op#VOID}, a value type or, from 0, a type's index + 256). */
    public int immediate() {
        return immediate;
    }

    /** The table of a {@code call_indirect}. */
    int table() {
        return table;
    }

    /** The labels of a {@code br_table}, the default one last. */
    public int[] targets() {
        return targets;
    }

    public void next() throws Refused {
        start = in.position();
        opcode = in.u8();
        switch (opcode) {
            case Op.BLOCK, Op.LOOP, Op.IF -> immediate = blockType();
            case Op.BR,
                    Op.BR_IF,
                    Op.CALL,
                    Op.REF_FUNC,
                    Op.LOCAL_GET,
                    Op.LOCAL_SET,
                    Op.LOCAL_TEE,
                    Op.GLOBAL_GET,
                    Op.GLOBAL_SET,
                    0x25,
                    0x26 -> immediate = index();
            case Op.BR_TABLE -> branchTable();
            case Op.CALL_INDIRECT -> {
                immediate = index();
                table = index();
            }
            case 0x1C -> {
                int types = in.count("types of a select", 1000);
                for (int i = 0; i < types; i++) {
                    valueType(in.u8());
                }
            }
            case 0x3F, Op.MEMORY_GROW -> memoryZero();
            case Op.I32_CONST, Op.I64_CONST -> in.skipSigned();
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case 0xD0 -> referenceType(in.u8());
            case 0xFC -> prefixed();
            default -> {
                if (opcode >= 0x28 && opcode <= 0x3E) {
                    memoryAccess();
                } else if (!plain(opcode)) {
                    throw unsupported(opcode);
                }
            }
        }
    }

    private static boolean plain(int opcode) {
        return opcode == Op.UNREACHABLE
                || opcode == Op.NOP
                || opcode == Op.ELSE
                || opcode == Op.END
                || opcode == Op.RETURN
                || opcode == 0x1A
                || opcode == 0x1B
                || opcode == 0xD1
                || (opcode >= 0x45 && opcode <= 0xC4);
    }

    private void prefixed() throws Refused {
        long number = in.u32();
        if (number > 17) {
            throw new Refused("uses the instruction 0xfc " + number + ", which is not supported");
        }
        opcode = 0xFC00 | (int) number;
        switch (opcode) {
            case Op.MEMORY_INIT -> {
                immediate = index();
                memoryZero();
            }
            case Op.MEMORY_COPY -> {
                memoryZero();
                memoryZero();
            }
            case Op.MEMORY_FILL -> memoryZero();
            case Op.TABLE_INIT, Op.TABLE_COPY -> {
                index();
                index();
            }
            case Op.DATA_DROP, Op.ELEM_DROP, Op.TABLE_GROW, Op.TABLE_SIZE, Op.TABLE_FILL -> immediate = index();
            default -> {
                // The saturating conversions have no immediate.
            }
        }
    }

    private int index() throws Refused {
        return in.bounded("as an index", Integer.MAX_VALUE);
    }

    private void memoryZero() throws Refused {
        if (in.u8() != 0) {
            throw new Refused("uses more than one memory, which is not supported");
        }
    }

    private void memoryAccess() throws Refused {
        long alignment = in.u32();
        if ((alignment & 0x40) != 0) {
            throw new Refused("uses more than one memory, which is not supported");
        }
        if (alignment > 3) {
            throw in.malformed("has an alignment of 2^" + alignment);
        }
        in.u32();
    }

    private void branchTable() throws Refused {
        int count = in.count("branch targets", BRANCH_TARGETS);
        targets = new int[count + 1];
        for (int i = 0; i <= count; i++) {
            targets[i] = index();
        }
    }

    private int blockType() throws Refused {
        int first = in.peek();
        if (first >= 0x40 && first < 0x80) {
            in.u8();
            if (first != Op.VOID) {
                valueType(first);
            }
            return first;
        }
        long type = in.s33();
        if (type < 0 || type > 1_000_000) {
            throw in.malformed("has a block of an unknown type");
        }
        return (int) type + 256;
    }

    /** Checks a value type. */
    public static int valueType(int type) throws Refused {
        return switch (type) {
            case 0x7F, 0x7E, 0x7D, 0x7C, 0x70, 0x6F -> type;
            case 0x7B -> throw new Refused("uses SIMD vectors (v128), which are not supported");
            default ->
                throw new Refused("uses the value type 0x" + Integer.toHexString(type)
                        + ", which is not supported (garbage collection and typed references are not)");
        };
    }

    /** Checks a reference type. */
    public static int referenceType(int type) throws Refused {
        if (type != 0x70 && type != 0x6F) {
            throw new Refused("uses the reference type 0x" + Integer.toHexString(type) + ", which is not supported");
        }
        return type;
    }

    private Refused unsupported(int opcode) throws Refused {
        String feature =
                switch (opcode) {
                    case 0x06, 0x07, 0x08, 0x09, 0x0A, 0x18, 0x19, 0x1F -> "exception handling";
                    case 0x12, 0x13, 0x15 -> "tail calls";
                    case 0x14, 0xD3, 0xD4, 0xD5, 0xD6 -> "typed function references";
                    case 0xFB -> "garbage collection";
                    case 0xFD -> "SIMD";
                    case 0xFE -> "threads and atomics";
                    default -> "";
                };
        String name = "0x" + Integer.toHexString(opcode);
        if (opcode >= 0xFB && !in.atEnd()) {
            name += " 0x" + Long.toHexString(in.u32());
        }
        return feature.isEmpty()
                ? new Refused("has the unknown instruction " + name + " at byte " + start)
                : new Refused("uses " + feature + " (instruction " + name + "), which is not supported");
    }
}
