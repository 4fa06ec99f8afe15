package org.souk.runtime.moving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.souk.runtime.module.BinaryReader;
import org.souk.runtime.module.ConstantExpression;
import org.souk.runtime.module.ElementSegments;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Instructions;
import org.souk.runtime.module.Op;
import org.souk.runtime.module.Refused;

/** What the rewrite needs to know of a module that {@link org.souk.runtime.module.Metering} has written, so a valid one. */
final class MeteredModule {

    static final int TYPE = 1;
    static final int IMPORT = 2;
    static final int FUNCTION = 3;
    static final int TABLE = 4;
    static final int MEMORY = 5;
    static final int GLOBAL = 6;
    static final int EXPORT = 7;
    static final int START = 8;
    static final int ELEMENT = 9;
    static final int CODE = 10;
    static final int DATA = 11;
    static final int DATA_COUNT = 12;

    /** The order in which the sections must come. */
    static final List<Integer> ORDER =
            List.of(TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, DATA_COUNT, CODE, DATA);

    private static final int HEADER = 8;

    private record Stretch(int from, int to) {}

    private final byte[] bytes;
    private final Map<Integer, Stretch> sections = new HashMap<>();
    private final List<FunctionType> types = new ArrayList<>();
    private final List<String> importedFunctions = new ArrayList<>();
    private final List<Integer> functionTypes = new ArrayList<>();
    private final List<Integer> tables = new ArrayList<>();
    private final List<Integer> globals = new ArrayList<>();
    private final List<Stretch> bodies = new ArrayList<>();
    private final Set<Integer> referenced = new HashSet<>();
    private OptionalInt start = OptionalInt.empty();
    private int command;

    private MeteredModule(byte[] bytes) {
        this.bytes = bytes;
    }

    static MeteredModule read(byte[] bytes) throws Refused {
        MeteredModule module = new MeteredModule(bytes);
        BinaryReader in = new BinaryReader(bytes, HEADER, bytes.length);
        while (!in.atEnd()) {
            int id = in.u8();
            int length = (int) in.u32();
            module.sections.put(id, new Stretch(in.position(), in.position() + length));
            module.readSection(id, in.slice(length));
        }
        return module;
    }

    private void readSection(int id, BinaryReader in) throws Refused {
        switch (id) {
            case TYPE -> readTypes(in);
            case IMPORT -> readImports(in);
            case FUNCTION -> {
                for (long count = in.u32(); count > 0; count--) {
                    functionTypes.add((int) in.u32());
                }
            }
            case TABLE -> readTables(in);
            case GLOBAL -> readGlobals(in);
            case EXPORT -> readExports(in);
            case START -> start = OptionalInt.of((int) in.u32());
            case ELEMENT -> ElementSegments.walk(in, bytes, this::reference, null);
            case CODE -> {
                for (long count = in.u32(); count > 0; count--) {
                    int length = (int) in.u32();
                    bodies.add(new Stretch(in.position(), in.position() + length));
                    in.skip(length);
                }
            }
            default -> {
                // Nothing in there matters here.
            }
        }
    }

    private int reference(int function) {
        referenced.add(function);
        return function;
    }

    private void readTypes(BinaryReader in) throws Refused {
        for (long count = in.u32(); count > 0; count--) {
            in.u8();
            types.add(new FunctionType(valueTypes(in), valueTypes(in)));
        }
    }

    private static List<Integer> valueTypes(BinaryReader in) throws Refused {
        List<Integer> valueTypes = new ArrayList<>();
        for (long count = in.u32(); count > 0; count--) {
            valueTypes.add(in.u8());
        }
        return List.copyOf(valueTypes);
    }

    private void readImports(BinaryReader in) throws Refused {
        for (long count = in.u32(); count > 0; count--) {
            importedFunctions.add(in.name() + "." + in.name());
            in.u8();
            functionTypes.add((int) in.u32());
        }
    }

    private void readTables(BinaryReader in) throws Refused {
        for (long count = in.u32(); count > 0; count--) {
            tables.add(in.u8());
            int flags = in.u8();
            in.u32();
            if (flags == 1) {
                in.u32();
            }
        }
    }

    private void readGlobals(BinaryReader in) throws Refused {
        for (long count = in.u32(); count > 0; count--) {
            globals.add(in.u8());
            in.u8();
            ConstantExpression.walk(in, bytes, this::reference, new org.souk.runtime.module.BinaryWriter());
        }
    }

    private void readExports(BinaryReader in) throws Refused {
        for (long count = in.u32(); count > 0; count--) {
            String name = in.name();
            int kind = in.u8();
            int index = (int) in.u32();
            if (kind == 0 && name.equals("_start")) {
                command = index;
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    boolean has(int section) {
        return sections.containsKey(section);
    }

    /** A reader of a section's content; one that is not there is as if it were empty. */
    BinaryReader section(int id) {
        Stretch content = sections.get(id);
        return content == null
                ? new BinaryReader(new byte[] {0}, 0, 1)
                : new BinaryReader(bytes, content.from, content.to);
    }

    List<FunctionType> types() {
        return types;
    }

    FunctionType type(int index) {
        return types.get(index);
    }

    /** The type of a block with this immediate, see {@link Instructions#immediate}. */
    FunctionType blockType(int immediate) {
        if (immediate >= 256) {
            return types.get(immediate - 256);
        }
        return new FunctionType(List.of(), immediate == Op.VOID ? List.of() : List.of(immediate));
    }

    int imports() {
        return importedFunctions.size();
    }

    /** The name of an imported function, with its module before a dot. */
    String importedName(int function) {
        return importedFunctions.get(function);
    }

    /** All functions, the imported ones first. */
    int functions() {
        return functionTypes.size();
    }

    FunctionType functionType(int function) {
        return types.get(functionTypes.get(function));
    }

    /** The functions that a table may hold. */
    Set<Integer> referencedFunctions() {
        return referenced;
    }

    int tableType(int table) {
        return tables.get(table);
    }

    int tables() {
        return tables.size();
    }

    int globalType(int global) {
        return globals.get(global);
    }

    int globals() {
        return globals.size();
    }

    /** The function that runs before {@code _start}. */
    OptionalInt start() {
        return start;
    }

    /** The function that is exported as {@code _start}. */
    int command() {
        return command;
    }

    /** A reader of a defined function's locals and instructions. */
    BinaryReader body(int function) {
        Stretch body = bodies.get(function - imports());
        return new BinaryReader(bytes, body.from, body.to);
    }

    /** The types of the locals that a body begins with, which are read. */
    static List<Integer> readLocals(BinaryReader body) throws Refused {
        List<Integer> locals = new ArrayList<>();
        for (long groups = body.u32(); groups > 0; groups--) {
            long count = body.u32();
            int type = body.u8();
            for (long i = 0; i < count; i++) {
                locals.add(type);
            }
        }
        return locals;
    }

    /** The table of a {@code call_indirect}. */
    int tableOf(int from, int to) throws Refused {
        BinaryReader in = new BinaryReader(bytes, from + 1, to);
        in.u32();
        return (int) in.u32();
    }
}
