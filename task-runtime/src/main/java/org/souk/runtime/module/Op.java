package org.souk.runtime.module;

/** The instructions that the metering treats in their own way, by opcode; a prefixed one is prefix × 256 + number. */
final class Op {
    static final int UNREACHABLE = 0x00;
    static final int NOP = 0x01;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int END = 0x0B;
    static final int BR = 0x0C;
    static final int BR_IF = 0x0D;
    static final int BR_TABLE = 0x0E;
    static final int RETURN = 0x0F;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_SET = 0x21;
    static final int LOCAL_TEE = 0x22;
    static final int GLOBAL_GET = 0x23;
    static final int GLOBAL_SET = 0x24;
    static final int MEMORY_GROW = 0x40;
    static final int I32_CONST = 0x41;
    static final int I64_CONST = 0x42;
    static final int I32_NE = 0x47;
    static final int I32_GT_U = 0x4B;
    static final int I64_LT_S = 0x53;
    static final int I32_ADD = 0x6A;
    static final int I64_SUB = 0x7D;
    static final int I64_MUL = 0x7E;
    static final int I64_SHR_U = 0x88;
    static final int I64_EXTEND_I32_U = 0xAD;
    static final int REF_FUNC = 0xD2;
    static final int MEMORY_INIT = 0xFC08;
    static final int DATA_DROP = 0xFC09;
    static final int MEMORY_COPY = 0xFC0A;
    static final int MEMORY_FILL = 0xFC0B;
    static final int TABLE_INIT = 0xFC0C;
    static final int ELEM_DROP = 0xFC0D;
    static final int TABLE_COPY = 0xFC0E;
    static final int TABLE_GROW = 0xFC0F;
    static final int TABLE_FILL = 0xFC11;

    /** The type of a block that leaves nothing. */
    static final int VOID = 0x40;

    static final int I32 = 0x7F;
    static final int I64 = 0x7E;

    private Op() {}
}
