package org.souk.runtime.module;

import java.util.ArrayList;
import java.util.List;

/**
 * How many operands a function has on its stack, instruction by instruction. It follows code that validates; behind a
 * jump, where the stack may hold anything, it never goes below the open block's own height.
 */
final class OperandHeight {

    private final ModuleLayout layout;
    private final List<Block> open = new ArrayList<>();
    private int height;
    private int highest;

    private record Block(int base, int parameters, int results) {}

    OperandHeight(ModuleLayout layout, FunctionType function) {
        this.layout = layout;
        open.add(new Block(0, 0, function.results().size()));
    }

    int highest() {
        return highest;
    }

    /** Follows an instruction that was read. */
    void after(Instructions at) throws Refused {
        if (open.isEmpty()) {
            return;
        }
        int opcode = at.opcode();
        switch (opcode) {
            case Op.BLOCK, Op.LOOP -> enter(at.immediate());
            case Op.IF -> {
                pop(1);
                enter(at.immediate());
            }
            case Op.ELSE -> {
                Block block = open.get(open.size() - 1);
                height = block.base + block.parameters;
            }
            case Op.END -> {
                Block block = open.remove(open.size() - 1);
                height = block.base;
                push(block.results);
            }
            case Op.BR, Op.BR_TABLE, Op.RETURN, Op.UNREACHABLE -> height = open.get(open.size() - 1).base;
            case Op.CALL -> call(layout.typeOf(at.immediate()));
            case Op.CALL_INDIRECT -> {
                pop(1);
                call(layout.type(at.immediate()));
            }
            default -> {
                pop(popped(opcode));
                push(pushed(opcode));
            }
        }
    }

    private void enter(int blockType) throws Refused {
        int parameters = 0;
        int results = blockType == Op.VOID ? 0 : 1;
        if (blockType >= 256) {
            FunctionType type = layout.type(blockType - 256);
            parameters = type.parameters().size();
            results = type.results().size();
        }
        pop(parameters);
        open.add(new Block(height, parameters, results));
        push(parameters);
    }

    private void call(FunctionType type) {
        pop(type.parameters().size());
        push(type.results().size());
    }

    private void pop(int count) {
        height = Math.max(height - count, open.get(open.size() - 1).base);
    }

    private void push(int count) {
        height += count;
        highest = Math.max(highest, height);
    }

    private static int popped(int opcode) {
        return switch (opcode) {
            case 0x1B, 0x1C, Op.MEMORY_INIT, Op.MEMORY_COPY, Op.MEMORY_FILL -> 3;
            case Op.TABLE_INIT, Op.TABLE_COPY, Op.TABLE_FILL -> 3;
            case 0x26, Op.TABLE_GROW -> 2;
            case Op.NOP, Op.LOCAL_GET, Op.GLOBAL_GET, 0x3F, 0xD0, Op.REF_FUNC -> 0;
            case Op.DATA_DROP, Op.ELEM_DROP, Op.TABLE_SIZE -> 0;
            default -> {
                if (opcode >= Op.I32_CONST && opcode <= 0x44) {
                    yield 0;
                }
                yield opcode >= 0x36 && opcode <= 0x3E || isBinary(opcode) ? 2 : 1;
            }
        };
    }

    private static int pushed(int opcode) {
        return switch (opcode) {
            case Op.NOP, 0x1A, Op.BR_IF, Op.LOCAL_SET, Op.GLOBAL_SET, 0x26 -> 0;
            case Op.MEMORY_INIT, Op.DATA_DROP, Op.MEMORY_COPY, Op.MEMORY_FILL -> 0;
            case Op.TABLE_INIT, Op.ELEM_DROP, Op.TABLE_COPY, Op.TABLE_FILL -> 0;
            default -> opcode >= 0x36 && opcode <= 0x3E ? 0 : 1;
        };
    }

    /** Comparisons and arithmetic of two operands. */
    private static boolean isBinary(int opcode) {
        return opcode >= 0x46 && opcode <= 0x4F
                || opcode >= 0x51 && opcode <= 0x66
                || opcode >= 0x6A && opcode <= 0x78
                || opcode >= 0x7C && opcode <= 0x8A
                || opcode >= 0x92 && opcode <= 0x98
                || opcode >= 0xA0 && opcode <= 0xA6;
    }
}
