package org.souk.runtime.moving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.souk.runtime.module.BinaryReader;
import org.souk.runtime.module.BinaryWriter;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Instructions;
import org.souk.runtime.module.Op;
import org.souk.runtime.module.Refused;

/**
 * Makes a WASI command of a module that {@code wasm-opt -ttf} has written: the logging functions that it imports become
 * its own, and {@code _start} calls every function that it exports. What is logged and returned is mixed into a global.
 */
final class FuzzCommand {

    private static final String REFUEL = "hangLimitInitializer";

    private final Map<Integer, byte[]> sections = new HashMap<>();
    private final List<FunctionType> types = new ArrayList<>();

    /** The type of each function, by its index. */
    private final List<Integer> functions = new ArrayList<>();

    private final Map<String, Integer> exported = new HashMap<>();
    private final List<String> called = new ArrayList<>();
    private int logging;
    private long globals;

    private FuzzCommand(byte[] module) throws Refused {
        BinaryReader in = new BinaryReader(module, 8, module.length);
        while (!in.atEnd()) {
            int id = in.u8();
            sections.put(id, in.slice((int) in.u32()).rest());
        }
    }

    /** @param first which of the exported functions is called first; the others follow */
    static byte[] from(byte[] module, int first) throws Refused {
        return new FuzzCommand(module).write(first);
    }

    private byte[] write(int first) throws Refused {
        readTypes();
        readFunctions();
        readExports();
        Collections.rotate(called, first);
        globals = count(MeteredModule.GLOBAL);

        int nothing = types.size();
        append(MeteredModule.TYPE, 1, new BinaryWriter().octets(0x60, 0, 0));
        BinaryWriter declared = new BinaryWriter().unsigned(functions.size() + 1L);
        functions.forEach(declared::unsigned);
        sections.put(MeteredModule.FUNCTION, declared.unsigned(nothing).toByteArray());
        append(MeteredModule.GLOBAL, 1, new BinaryWriter().octets(Op.I64, 1, Op.I64_CONST, 0, Op.END));
        append(
                MeteredModule.EXPORT,
                1,
                new BinaryWriter().name("_start").octets(0).unsigned(functions.size()));
        BinaryReader code = reader(MeteredModule.CODE);
        BinaryWriter bodies = new BinaryWriter().unsigned(code.u32() + logging + 1);
        for (int i = 0; i < logging; i++) {
            BinaryWriter body = new BinaryWriter().octets(0, Op.LOCAL_GET, 0);
            note(types.get(functions.get(i)).parameters().get(0), body);
            append(bodies, body.octets(Op.END));
        }
        bodies.copyRest(code);
        append(bodies, startBody());
        sections.put(MeteredModule.CODE, bodies.toByteArray());
        sections.remove(MeteredModule.IMPORT);

        BinaryWriter out = new BinaryWriter().octets(0, 'a', 's', 'm', 1, 0, 0, 0);
        for (int id : MeteredModule.ORDER) {
            byte[] content = sections.get(id);
            if (content != null) {
                out.octets(id).unsigned(content.length).copy(content, 0, content.length);
            }
        }
        return out.toByteArray();
    }

    private void readTypes() throws Refused {
        BinaryReader in = reader(MeteredModule.TYPE);
        for (long count = in.u32(); count > 0; count--) {
            in.u8();
            types.add(new FunctionType(valueTypes(in), valueTypes(in)));
        }
    }

    private static List<Integer> valueTypes(BinaryReader in) throws Refused {
        List<Integer> read = new ArrayList<>();
        for (long count = in.u32(); count > 0; count--) {
            read.add(Instructions.valueType(in.u8()));
        }
        return List.copyOf(read);
    }

    private void readFunctions() throws Refused {
        BinaryReader imports = reader(MeteredModule.IMPORT);
        logging = (int) imports.u32();
        for (int i = 0; i < logging; i++) {
            imports.name();
            imports.name();
            if (imports.u8() != 0) {
                throw new Refused("imports more than functions");
            }
            functions.add((int) imports.u32());
        }
        BinaryReader declared = reader(MeteredModule.FUNCTION);
        for (long count = declared.u32(); count > 0; count--) {
            functions.add((int) declared.u32());
        }
    }

    private void readExports() throws Refused {
        BinaryReader in = reader(MeteredModule.EXPORT);
        for (long count = in.u32(); count > 0; count--) {
            String name = in.name();
            int kind = in.u8();
            int index = (int) in.u32();
            if (kind == 0) {
                exported.put(name, index);
                if (!name.equals(REFUEL)) {
                    called.add(name);
                }
            }
        }
    }

    private BinaryWriter startBody() {
        BinaryWriter body = new BinaryWriter().octets(0);
        for (String name : called) {
            if (exported.containsKey(REFUEL)) {
                body.octets(Op.CALL).unsigned(exported.get(REFUEL));
            }
            int function = exported.get(name);
            FunctionType type = types.get(functions.get(function));
            type.parameters().forEach(parameter -> zero(parameter, body));
            body.octets(Op.CALL).unsigned(function);
            for (int i = type.results().size() - 1; i >= 0; i--) {
                note(type.results().get(i), body);
            }
        }
        return body.octets(Op.END);
    }

    private static void zero(int type, BinaryWriter body) {
        switch (type) {
            case OperandTypes.I32 -> body.octets(Op.I32_CONST, 0);
            case OperandTypes.I64 -> body.octets(Op.I64_CONST, 0);
            case OperandTypes.F32 -> body.octets(Op.F32_CONST, 0, 0, 0, 0);
            case OperandTypes.F64 -> body.octets(Op.F64_CONST, 0, 0, 0, 0, 0, 0, 0, 0);
            default -> body.octets(Op.REF_NULL, type);
        }
    }

    private void note(int type, BinaryWriter body) {
        switch (type) {
            case OperandTypes.I32 -> body.octets(Op.I64_EXTEND_I32_U);
            case OperandTypes.I64 -> {}
            case OperandTypes.F32 -> body.octets(Op.I32_REINTERPRET_F32, Op.I64_EXTEND_I32_U);
            case OperandTypes.F64 -> body.octets(Op.I64_REINTERPRET_F64);
            default -> body.octets(0xD1, Op.I64_EXTEND_I32_U);
        }
        body.octets(Op.GLOBAL_GET).unsigned(globals).octets(Op.I64_CONST, 31, Op.I64_MUL, 0x7C);
        body.octets(Op.GLOBAL_SET).unsigned(globals);
    }

    private static void append(BinaryWriter bodies, BinaryWriter body) {
        bodies.unsigned(body.size()).append(body);
    }

    private long count(int id) throws Refused {
        return reader(id).u32();
    }

    private void append(int id, int added, BinaryWriter content) throws Refused {
        BinaryReader in = reader(id);
        sections.put(
                id,
                new BinaryWriter()
                        .unsigned(in.u32() + added)
                        .copyRest(in)
                        .append(content)
                        .toByteArray());
    }

    private BinaryReader reader(int id) {
        byte[] content = sections.getOrDefault(id, new byte[] {0});
        return new BinaryReader(content, 0, content.length);
    }
}
