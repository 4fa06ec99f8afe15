package org.souk.runtime.module;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.souk.runtime.wasi.Preview1;

/**
 * Where everything is in a module's binary, as far as inspection and metering need it. Reading checks the structure,
 * the limits, the imports and the exports, and that every instruction is a supported one; it does not check types.
 */
final class ModuleLayout {

    static final int CUSTOM = 0;
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

    /** The order in which the sections must come, by their ids. */
    static final List<Integer> ORDER =
            List.of(TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, DATA_COUNT, CODE, DATA);

    /** How deeply blocks may be nested, in a function. */
    static final int MAX_NESTING = 5_000;

    private static final int MAX_ITEMS = 100_000;
    private static final int MAX_PARAMETERS = 200;
    private static final int MAX_LOCALS = 20_000;
    private static final int MAX_TABLES = 10;
    private static final int MAX_TABLE_ENTRIES = 1_000_000;
    private static final int MAX_PAGES = 65_536;

    /** A section's content. */
    record Section(int id, int from, int to) {}

    /** A function's body, from its declaration of locals to its last instruction. */
    record Body(int from, int to) {}

    private final byte[] bytes;
    private final List<Section> sections = new ArrayList<>();
    private final List<FunctionType> types = new ArrayList<>();
    private final List<Integer> importedFunctionTypes = new ArrayList<>();
    private final List<Integer> functionTypes = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();
    private final Map<String, Integer> exportedFunctions = new HashMap<>();
    private final Set<Integer> references = new LinkedHashSet<>();
    private final Set<Integer> calledByHost = new LinkedHashSet<>();
    private final int[] exportedIndices = {-1, -1, -1, -1};
    private boolean exportsMemory;
    private int tables;
    private int globals;
    private int initialPages = -1;

    private ModuleLayout(byte[] bytes) {
        this.bytes = bytes;
    }

    static ModuleLayout read(byte[] bytes) throws Refused {
        ModuleLayout layout = new ModuleLayout(bytes);
        layout.readSections();
        layout.checkInterface();
        return layout;
    }

    byte[] bytes() {
        return bytes;
    }

    List<Section> sections() {
        return sections;
    }

    BinaryReader reader(Section section) {
        return new BinaryReader(bytes, section.from, section.to);
    }

    List<FunctionType> types() {
        return types;
    }

    int importedFunctions() {
        return importedFunctionTypes.size();
    }

    int functions() {
        return functionTypes.size();
    }

    /** A type by its index, which nobody has checked. */
    FunctionType type(int index) throws Refused {
        if (index < 0 || index >= types.size()) {
            throw new Refused("is malformed: it has the type index " + index + " but only " + types.size() + " types");
        }
        return types.get(index);
    }

    /** The type of a function by its index, which nobody has checked. */
    FunctionType typeOf(int function) throws Refused {
        int place = function - importedFunctions();
        if (function < 0 || place >= functionTypes.size()) {
            throw new Refused("is malformed: it has the function index " + function + " but only "
                    + (importedFunctions() + functionTypes.size()) + " functions");
        }
        return types.get(place < 0 ? importedFunctionTypes.get(function) : functionTypes.get(place));
    }

    /** The functions of which globals and tables hold references from the start. */
    Set<Integer> references() {
        return references;
    }

    /** The functions that the host can call: exported ones, and the one of the start section. */
    Set<Integer> calledByHost() {
        return calledByHost;
    }

    List<Body> bodies() {
        return bodies;
    }

    int globals() {
        return globals;
    }

    int initialPages() {
        return initialPages;
    }

    private void readSections() throws Refused {
        if (bytes.length < 8 || bytes[0] != 0 || bytes[1] != 'a' || bytes[2] != 's' || bytes[3] != 'm') {
            throw new Refused("is not a WebAssembly module: it does not start with \\0asm");
        }
        if (bytes[4] != 1 || bytes[5] != 0 || bytes[6] != 0 || bytes[7] != 0) {
            throw new Refused(
                    bytes[6] == 1
                            ? "is a WebAssembly component; a core module is needed"
                            : "is WebAssembly of another version than 1");
        }
        BinaryReader in = new BinaryReader(bytes, 8, bytes.length);
        int last = -1;
        while (!in.atEnd()) {
            int id = in.u8();
            int length = in.bounded("bytes in a section", Integer.MAX_VALUE);
            int from = in.position();
            BinaryReader content = in.slice(length);
            if (id == CUSTOM) {
                content.name();
                continue;
            }
            int place = ORDER.indexOf(id);
            if (place < 0) {
                throw new Refused(
                        id == 13
                                ? "uses exception handling (a tag section), which is not supported"
                                : "has a section of the unknown kind " + id);
            }
            if (place <= last) {
                throw in.malformed("has a section of kind " + id + " out of order");
            }
            last = place;
            sections.add(new Section(id, from, in.position()));
            readSection(id, content);
            if (!content.atEnd()) {
                throw content.malformed("has bytes behind the content of section " + id);
            }
        }
        if (bodies.size() != functionTypes.size()) {
            throw new Refused(
                    "is malformed: it declares " + functionTypes.size() + " functions and defines " + bodies.size());
        }
    }

    private void readSection(int id, BinaryReader in) throws Refused {
        switch (id) {
            case TYPE -> readTypes(in);
            case IMPORT -> readImports(in);
            case FUNCTION -> readFunctions(in);
            case TABLE -> readTables(in);
            case MEMORY -> readMemories(in);
            case GLOBAL -> readGlobals(in);
            case EXPORT -> readExports(in);
            case ELEMENT -> ElementSegments.walk(in, bytes, noting(references), null);
            case START -> calledByHost.add(in.bounded("as a function's index", Integer.MAX_VALUE));
            case CODE -> readCode(in);
            case DATA -> {
                // Each is written into the memory at the start, before any instruction is charged.
                in.count("data segments", MAX_ITEMS);
                in.skip(in.remaining());
            }
            // Small sections of numbers, or bytes that are copied as they are: Endive checks them.
            default -> in.skip(in.remaining());
        }
    }

    /** Leaves each function's index as it is and keeps it. */
    private static IntUnaryOperator noting(Set<Integer> functions) {
        return function -> {
            functions.add(function);
            return function;
        };
    }

    private void readTypes(BinaryReader in) throws Refused {
        int count = in.count("types", MAX_ITEMS);
        for (int i = 0; i < count; i++) {
            int form = in.u8();
            if (form != 0x60) {
                throw new Refused("uses the type form 0x" + Integer.toHexString(form)
                        + ", which is not supported (garbage collection is not)");
            }
            types.add(new FunctionType(valueTypes(in), valueTypes(in)));
        }
    }

    private static List<Integer> valueTypes(BinaryReader in) throws Refused {
        int count = in.count("parameters or results of a function", MAX_PARAMETERS);
        List<Integer> valueTypes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            valueTypes.add(Instructions.valueType(in.u8()));
        }
        return List.copyOf(valueTypes);
    }

    private void readImports(BinaryReader in) throws Refused {
        int count = in.count("imports", MAX_ITEMS);
        for (int i = 0; i < count; i++) {
            String module = in.name();
            String name = in.name();
            String imported = "'" + module + "." + name + "'";
            int kind = in.u8();
            if (kind != 0) {
                throw new Refused("imports the " + kindName(kind) + " " + imported + "; only functions of "
                        + Preview1.MODULE + " are offered");
            }
            int type = typeIndex(in);
            if (!module.equals(Preview1.MODULE)) {
                throw new Refused(
                        "imports the function " + imported + "; only functions of " + Preview1.MODULE + " are offered");
            }
            String offered = Preview1.signatureOf(name)
                    .orElseThrow(() -> new Refused("imports the function " + imported + ", which is not offered"));
            if (!types.get(type).signature().equals(offered)) {
                throw new Refused("imports the function " + imported + " with the wrong type");
            }
            importedFunctionTypes.add(type);
        }
    }

    private int typeIndex(BinaryReader in) throws Refused {
        int type = in.bounded("as a type's index", Integer.MAX_VALUE);
        if (type >= types.size()) {
            throw in.malformed("has the type index " + type + " but only " + types.size() + " types");
        }
        return type;
    }

    private static String kindName(int kind) {
        return switch (kind) {
            case 1 -> "table";
            case 2 -> "memory";
            case 3 -> "global";
            case 4 -> "tag";
            default -> "unknown item";
        };
    }

    private void readFunctions(BinaryReader in) throws Refused {
        int count = in.count("functions", MAX_ITEMS);
        for (int i = 0; i < count; i++) {
            functionTypes.add(typeIndex(in));
        }
    }

    private void readTables(BinaryReader in) throws Refused {
        tables = in.count("tables", MAX_TABLES);
        for (int i = 0; i < tables; i++) {
            Instructions.referenceType(in.u8());
            int flags = in.u8();
            if (flags > 1) {
                throw new Refused("has a shared or 64-bit table, which is not supported");
            }
            in.bounded("entries in a table at the start", MAX_TABLE_ENTRIES);
            if (flags == 1) {
                in.u32();
            }
        }
    }

    private void readMemories(BinaryReader in) throws Refused {
        int count = in.count("memories", 1);
        for (int i = 0; i < count; i++) {
            int flags = in.u8();
            if (flags > 1) {
                throw new Refused("has a shared (threads) or 64-bit memory, which is not supported");
            }
            initialPages = in.bounded("pages of memory at the start", MAX_PAGES);
            if (flags == 1) {
                in.bounded("pages of memory at most", MAX_PAGES);
            }
        }
    }

    private void readGlobals(BinaryReader in) throws Refused {
        globals = in.count("globals", MAX_ITEMS);
        for (int i = 0; i < globals; i++) {
            Instructions.valueType(in.u8());
            if (in.u8() > 1) {
                throw in.malformed("has a global that is neither constant nor variable");
            }
            ConstantExpression.walk(in, bytes, noting(references), null);
        }
    }

    private void readExports(BinaryReader in) throws Refused {
        int count = in.count("exports", MAX_ITEMS);
        for (int i = 0; i < count; i++) {
            String name = in.name();
            int kind = in.u8();
            int index = in.bounded("as an index", Integer.MAX_VALUE);
            if (kind > 3) {
                throw in.malformed("has an export of the unknown kind " + kind);
            }
            if (name.startsWith("souk.")) {
                throw new Refused("exports '" + name + "'; names that start with 'souk.' are reserved");
            }
            exportedIndices[kind] = Math.max(exportedIndices[kind], index);
            if (kind == 0) {
                exportedFunctions.put(name, index);
                calledByHost.add(index);
            } else if (kind == 2 && name.equals("memory")) {
                exportsMemory = true;
            }
        }
    }

    private void readCode(BinaryReader in) throws Refused {
        int count = in.count("functions", MAX_ITEMS);
        for (int i = 0; i < count; i++) {
            int length = in.bounded("bytes in a function", Integer.MAX_VALUE);
            int from = in.position();
            BinaryReader body = in.slice(length);
            bodies.add(new Body(from, in.position()));
            readLocals(body);
            checkInstructions(body);
        }
    }

    /** Skips the declaration of locals. */
    static int readLocals(BinaryReader in) throws Refused {
        int groups = in.count("groups of locals", MAX_LOCALS);
        long locals = 0;
        for (int i = 0; i < groups; i++) {
            locals += in.u32();
            if (locals > MAX_LOCALS) {
                throw new Refused("has a function with more than " + MAX_LOCALS + " locals");
            }
            Instructions.valueType(in.u8());
        }
        return (int) locals;
    }

    private static void checkInstructions(BinaryReader body) throws Refused {
        Instructions instructions = new Instructions(body);
        Deque<Integer> open = new ArrayDeque<>(List.of(Op.BLOCK));
        while (!instructions.atEnd()) {
            if (open.isEmpty()) {
                throw body.malformed("has instructions behind the end of a function");
            }
            instructions.next();
            switch (instructions.opcode()) {
                case Op.BLOCK, Op.LOOP, Op.IF -> {
                    open.push(instructions.opcode());
                    if (open.size() > MAX_NESTING) {
                        throw new Refused("has blocks nested more than " + MAX_NESTING + " deep");
                    }
                }
                case Op.ELSE -> {
                    if (open.pop() != Op.IF) {
                        throw body.malformed("has an else that belongs to no if");
                    }
                    open.push(Op.ELSE);
                }
                case Op.END -> open.pop();
                default -> {}
            }
        }
        if (!open.isEmpty()) {
            throw body.malformed("has a function whose blocks do not end");
        }
    }

    private void checkInterface() throws Refused {
        for (int function : calledByHost) {
            typeOf(function);
        }
        for (int function : references) {
            typeOf(function);
        }
        int[] counts = {Integer.MAX_VALUE, tables, initialPages < 0 ? 0 : 1, globals};
        for (int kind = 1; kind < counts.length; kind++) {
            if (exportedIndices[kind] >= counts[kind]) {
                throw new Refused("is malformed: it exports the " + kindName(kind) + " " + exportedIndices[kind]
                        + " but has only " + counts[kind]);
            }
        }
        Integer start = exportedFunctions.get("_start");
        if (start == null) {
            throw new Refused(
                    exportedFunctions.containsKey("_initialize")
                            ? "is a WASI reactor; a command, which exports the function '_start', is needed"
                            : "does not export the function '_start', so it is no WASI command");
        }
        if (start < importedFunctions() || !typeOf(start).signature().equals(":")) {
            throw new Refused("exports a '_start' that is not a function without parameters and results");
        }
        if (!exportsMemory || initialPages < 0) {
            throw new Refused("does not export its memory as 'memory'");
        }
    }
}
