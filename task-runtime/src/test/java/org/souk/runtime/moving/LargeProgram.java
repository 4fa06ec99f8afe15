package org.souk.runtime.moving;

import org.souk.runtime.module.BinaryWriter;
import org.souk.runtime.module.Op;

/** A program with a function that is too large for a Java method, with a call that may yield in each of its lines. */
final class LargeProgram {

    private static final int LINES = 1500;
    private static final int MULTIPLY = 0x6C;
    private static final int XOR = 0x73;
    private static final int STORE = 0x36;

    private LargeProgram() {}

    static byte[] bytes() {
        // _start: memory[8] = line(1); line: many times a = a × constant ^ next(a); next: three turns, then a + 3
        BinaryWriter start =
                new BinaryWriter().octets(0, Op.I32_CONST, 8, Op.I32_CONST, 1, Op.CALL, 1, STORE, 2, 0, Op.END);
        BinaryWriter line = new BinaryWriter().octets(0);
        for (int i = 0; i < LINES; i++) {
            line.octets(Op.LOCAL_GET, 0, Op.I32_CONST).signed(2L * i + 3).octets(MULTIPLY);
            line.octets(Op.LOCAL_GET, 0, Op.CALL, 2, XOR, Op.LOCAL_SET, 0);
        }
        line.octets(Op.LOCAL_GET, 0, Op.END);
        BinaryWriter next = new BinaryWriter().octets(1, 1, Op.I32, Op.LOOP, Op.VOID);
        next.octets(Op.LOCAL_GET, 1, Op.I32_CONST, 1, Op.I32_ADD, Op.LOCAL_TEE, 1, Op.I32_CONST, 3, Op.I32_LT_U);
        next.octets(Op.BR_IF, 0, Op.END, Op.LOCAL_GET, 0, Op.LOCAL_GET, 1, Op.I32_ADD, Op.END);

        BinaryWriter module = new BinaryWriter().octets(0, 'a', 's', 'm', 1, 0, 0, 0);
        section(module, MeteredModule.TYPE, new BinaryWriter().octets(2, 0x60, 0, 0, 0x60, 1, Op.I32, 1, Op.I32));
        section(module, MeteredModule.FUNCTION, new BinaryWriter().octets(3, 0, 1, 1));
        section(module, MeteredModule.MEMORY, new BinaryWriter().octets(1, 0, 1));
        section(
                module,
                MeteredModule.EXPORT,
                new BinaryWriter()
                        .octets(2)
                        .name("_start")
                        .octets(0, 0)
                        .name("memory")
                        .octets(2, 0));
        BinaryWriter code = new BinaryWriter().octets(3);
        for (BinaryWriter body : new BinaryWriter[] {start, line, next}) {
            code.unsigned(body.size()).append(body);
        }
        section(module, MeteredModule.CODE, code);
        return module.toByteArray();
    }

    private static void section(BinaryWriter module, int id, BinaryWriter content) {
        module.octets(id).unsigned(content.size()).append(content);
    }
}
