package org.souk.runtime.moving;

import java.util.ArrayList;
import java.util.List;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Op;

/** The types of the values on the operand stack, from the bottom, while a valid function is walked through. */
final class OperandTypes {

    static final int I32 = 0x7F;
    static final int I64 = 0x7E;
    static final int F32 = 0x7D;
    static final int F64 = 0x7C;
    static final int FUNCREF = 0x70;
    static final int EXTERNREF = 0x6F;

    private final MeteredModule module;
    private final List<Integer> locals;
    private final List<Integer> types = new ArrayList<>();

    /** @param locals the function's parameters and locals */
    OperandTypes(MeteredModule module, List<Integer> locals) {
        this.module = module;
        this.locals = locals;
    }

    int size() {
        return types.size();
    }

    int get(int place) {
        return types.get(place);
    }

    void push(List<Integer> pushed) {
        types.addAll(pushed);
    }

    void pop(int count) {
        types.subList(types.size() - count, types.size()).clear();
    }

    /** What a function or block of this type does. */
    void apply(FunctionType type) {
        pop(type.parameters().size());
        push(type.results());
    }

    /** What an instruction does that lets the next one be reached. */
    void apply(Node.Instruction at) {
        int opcode = at.opcode();
        switch (opcode) {
            case Op.BR_IF, Op.DROP -> pop(1);
            case Op.CALL -> apply(module.functionType(at.immediate()));
            case Op.CALL_INDIRECT -> {
                pop(1);
                apply(module.type(at.immediate()));
            }
            case Op.SELECT, Op.SELECT_TYPED -> pop(2);
            case Op.LOCAL_GET -> types.add(locals.get(at.immediate()));
            case Op.LOCAL_SET, Op.GLOBAL_SET -> pop(1);
            case Op.LOCAL_TEE -> {}
            case Op.GLOBAL_GET -> types.add(module.globalType(at.immediate()));
            case Op.TABLE_GET -> {
                pop(1);
                types.add(module.tableType(at.immediate()));
            }
            case Op.TABLE_SET -> pop(2);
            case Op.REF_NULL -> types.add(module.bytes()[at.to() - 1] & 0xFF);
            case Op.REF_IS_NULL -> {
                pop(1);
                types.add(I32);
            }
            case Op.REF_FUNC -> types.add(FUNCREF);
            case Op.TABLE_GROW -> {
                pop(2);
                types.add(I32);
            }
            default -> apply(numeric(opcode));
        }
    }

    private void apply(String signature) {
        int colon = signature.indexOf(':');
        pop(colon);
        for (int i = colon + 1; i < signature.length(); i++) {
            types.add(
                    switch (signature.charAt(i)) {
                        case 'i' -> I32;
                        case 'l' -> I64;
                        case 'f' -> F32;
                        default -> F64;
                    });
        }
    }

    /** What an instruction takes and leaves that has always the same types: i and l are integers, f and d floats. */
    private static String numeric(int opcode) {
        if (opcode >= 0x28 && opcode <= 0xC4) {
            return opcode < 0x45 ? memoryOrConstant(opcode) : opcode < 0xA7 ? arithmetic(opcode) : conversion(opcode);
        }
        return switch (opcode) {
            case 0xFC00, 0xFC01 -> "f:i";
            case 0xFC02, 0xFC03 -> "d:i";
            case 0xFC04, 0xFC05 -> "f:l";
            case 0xFC06, 0xFC07 -> "d:l";
            case Op.MEMORY_INIT, Op.MEMORY_COPY, Op.MEMORY_FILL, Op.TABLE_INIT, Op.TABLE_COPY, Op.TABLE_FILL -> "iii:";
            case Op.DATA_DROP, Op.ELEM_DROP -> ":";
            case Op.TABLE_SIZE -> ":i";
            default -> throw new IllegalStateException("no types of the instruction 0x" + Integer.toHexString(opcode));
        };
    }

    private static String memoryOrConstant(int opcode) {
        return switch (opcode) {
            case 0x28, 0x2C, 0x2D, 0x2E, 0x2F, Op.MEMORY_GROW -> "i:i";
            case 0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35 -> "i:l";
            case 0x2A -> "i:f";
            case 0x2B -> "i:d";
            case 0x3F, Op.I32_CONST -> ":i";
            case Op.I64_CONST -> ":l";
            case 0x43 -> ":f";
            case 0x44 -> ":d";
            // 0x36 to 0x3E
            default -> "ix:";
        };
    }

    private static String arithmetic(int opcode) {
        if (opcode < 0x67) {
            return opcode == 0x45
                    ? "i:i"
                    : opcode < 0x50
                            ? "ii:i"
                            : opcode == 0x50 ? "l:i" : opcode < 0x5B ? "ll:i" : opcode < 0x61 ? "ff:i" : "dd:i";
        }
        if (opcode < 0x8B) {
            return opcode < 0x6A ? "i:i" : opcode < 0x79 ? "ii:i" : opcode < 0x7C ? "l:l" : "ll:l";
        }
        return opcode < 0x92 ? "f:f" : opcode < 0x99 ? "ff:f" : opcode < 0xA0 ? "d:d" : "dd:d";
    }

    private static String conversion(int opcode) {
        return switch (opcode) {
            case 0xA7 -> "l:i";
            case 0xA8, 0xA9, 0xBC -> "f:i";
            case 0xAA, 0xAB -> "d:i";
            case 0xAC, 0xAD -> "i:l";
            case 0xAE, 0xAF -> "f:l";
            case 0xB0, 0xB1, 0xBD -> "d:l";
            case 0xB2, 0xB3, 0xBE -> "i:f";
            case 0xB4, 0xB5 -> "l:f";
            case 0xB6 -> "d:f";
            case 0xB7, 0xB8 -> "i:d";
            case 0xB9, 0xBA, 0xBF -> "l:d";
            case 0xBB -> "f:d";
            case 0xC0, 0xC1 -> "i:i";
            // 0xC2 to 0xC4
            default -> "l:l";
        };
    }
}
