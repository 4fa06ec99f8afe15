package org.souk.runtime.module;

import java.util.function.IntUnaryOperator;

/** The constant expressions with which globals, offsets and table entries begin. */
public final class ConstantExpression {

    private static final int MAX_INSTRUCTIONS = 1000;

    private ConstantExpression() {}

    /**
     * Reads one to its end.
     *
     * @param functions gives each function its new index
     * @param out receives the expression; null to read only
     */
    public static void walk(BinaryReader in, byte[] bytes, IntUnaryOperator functions, BinaryWriter out)
            throws Refused {
        Instructions instructions = new Instructions(in);
        for (int count = 0; count < MAX_INSTRUCTIONS; count++) {
            instructions.next();
            if (instructions.opcode() == Op.REF_FUNC) {
                int function = functions.applyAsInt(instructions.immediate());
                if (out != null) {
                    out.octets(Op.REF_FUNC).unsigned(function);
                }
            } else if (out != null) {
                out.copy(bytes, instructions.start(), instructions.end());
            }
            if (instructions.opcode() == Op.END) {
                return;
            }
        }
        throw in.malformed("has a constant expression that is too long");
    }
}
