package org.souk.runtime.module;

import org.souk.runtime.wasi.Preview1;

/** Modules with one function, {@code _start}, one memory page, and whatever a test puts in. */
final class HandMade {

    private final BinaryWriter body = new BinaryWriter();
    private final BinaryWriter imports = new BinaryWriter();
    private int imported;
    private String start = "_start";
    private String memory = "memory";
    private int locals;

    static HandMade command() {
        return new HandMade();
    }

    HandMade doing(int... instructions) {
        body.octets(instructions);
        return this;
    }

    HandMade times(int count, int... instructions) {
        for (int i = 0; i < count; i++) {
            body.octets(instructions);
        }
        return this;
    }

    /** With so many i32 locals. */
    HandMade locals(int count) {
        locals = count;
        return this;
    }

    /** Imports a function of type {@code [] -> []}. */
    HandMade importing(String module, String name) {
        return importing(module, name, 0, 0);
    }

    HandMade importing(String module, String name, int... description) {
        imports.name(module).name(name).octets(description);
        imported++;
        return this;
    }

    HandMade importingFromWasi(String name) {
        return importing(Preview1.MODULE, name);
    }

    HandMade exportingStartAs(String name) {
        start = name;
        return this;
    }

    HandMade exportingMemoryAs(String name) {
        memory = name;
        return this;
    }

    byte[] bytes() {
        BinaryWriter module = new BinaryWriter().octets(0, 'a', 's', 'm', 1, 0, 0, 0);
        section(module, ModuleLayout.TYPE, new BinaryWriter().octets(1, 0x60, 0, 0));
        section(
                module,
                ModuleLayout.IMPORT,
                new BinaryWriter().unsigned(imported).append(imports));
        section(module, ModuleLayout.FUNCTION, new BinaryWriter().octets(1, 0));
        section(module, ModuleLayout.MEMORY, new BinaryWriter().octets(1, 0, 1));
        section(
                module,
                ModuleLayout.EXPORT,
                new BinaryWriter()
                        .octets(2)
                        .name(start)
                        .octets(0)
                        .unsigned(imported)
                        .name(memory)
                        .octets(2, 0));
        BinaryWriter code = new BinaryWriter();
        if (locals == 0) {
            code.octets(0);
        } else {
            code.octets(1).unsigned(locals).octets(Op.I32);
        }
        code.append(body).octets(Op.END);
        section(
                module,
                ModuleLayout.CODE,
                new BinaryWriter().octets(1).unsigned(code.size()).append(code));
        return module.toByteArray();
    }

    private static void section(BinaryWriter module, int id, BinaryWriter content) {
        module.octets(id).unsigned(content.size()).append(content);
    }
}
