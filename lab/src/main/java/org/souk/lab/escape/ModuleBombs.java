package org.souk.lab.escape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.souk.runtime.module.BinaryWriter;

/** Modules that shall break who reads, compiles or starts them. */
final class ModuleBombs {

    /**
     * One of them.
     *
     * @param tried what it does, in a sentence for people
     * @param module its bytes
     */
    record Bomb(String tried, Supplier<byte[]> module) {}

    private static final int I32 = 0x7F;
    private static final int END = 0x0B;
    private static final int TYPES = 1;
    private static final int IMPORTS = 2;
    private static final int FUNCTIONS = 3;
    private static final int TABLES = 4;
    private static final int MEMORIES = 5;
    private static final int GLOBALS = 6;
    private static final int EXPORTS = 7;
    private static final int START = 8;
    private static final int ELEMENTS = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;

    private ModuleBombs() {}

    static Map<String, Bomb> all() {
        Map<String, Bomb> bombs = new LinkedHashMap<>();
        bombs.put("import-unknown", new Bomb("imports env.system", () -> importing("env", "system", 0)));
        bombs.put(
                "import-invented",
                new Bomb("imports a call that WASI does not have", () -> importing(wasi(), "proc_exec", 0)));
        bombs.put(
                "import-mistyped",
                new Bomb("imports fd_write with another signature", () -> importing(wasi(), "fd_write", 0)));
        bombs.put(
                "import-engine",
                new Bomb(
                        "imports what the metering adds, to fill its own tank",
                        () -> importing("souk", "out_of_fuel", 0)));
        bombs.put("export-engine", new Bomb("exports a global under the metering's name", ModuleBombs::ownFuel));
        bombs.put("start-section", new Bomb("loops in its start function, before it begins", ModuleBombs::startLoop));
        bombs.put("many-functions", new Bomb("has a million functions", () -> functions(1_000_000)));
        bombs.put("many-types", new Bomb("has a million types", () -> types(1_000_000)));
        bombs.put("many-exports", new Bomb("has half a million exports", () -> exports(500_000)));
        bombs.put("many-locals", new Bomb("declares four thousand million locals", () -> body(locals(0xFFFF_FFFFL))));
        bombs.put("locals-of-many", new Bomb("has 2,000 functions of 50,000 locals", ModuleBombs::localsOfMany));
        bombs.put("branch-table", new Bomb("has a br_table of a million targets", () -> body(branchTable(1_000_000))));
        bombs.put("claimed-targets", new Bomb("claims a br_table larger than the file", ModuleBombs::claimedTargets));
        bombs.put("nesting", new Bomb("nests a hundred thousand blocks", () -> body(nested(100_000))));
        bombs.put("large-function", new Bomb("has one function of eight megabytes", () -> body(straight(4_000_000))));
        bombs.put("memory-at-start", new Bomb("starts with four gigabytes of memory", () -> memory(65_536)));
        bombs.put("memory-too-large", new Bomb("starts with more pages than there can be", () -> memory(0xFFFF_FFFFL)));
        bombs.put("table-at-start", new Bomb("starts with a table of four thousand million", ModuleBombs::table));
        bombs.put("data-outside", new Bomb("has data outside its memory", () -> data(1, 0x7FFF_FFFF)));
        bombs.put("many-data", new Bomb("has a million data segments", () -> data(1_000_000, 0)));
        bombs.put("elements-outside", new Bomb("has elements outside its table", ModuleBombs::elements));
        bombs.put("fill-loop", new Bomb("fills 64 MiB in an endless loop of one instruction", ModuleBombs::fillLoop));
        bombs.put("grow-loop", new Bomb("grows its memory to the limit and its table for ever", ModuleBombs::growLoop));
        bombs.put("truncated", new Bomb("ends in the middle of a section", ModuleBombs::truncated));
        bombs.put("section-overflow", new Bomb("claims a section of four gigabytes", ModuleBombs::sectionOverflow));
        bombs.put("long-name", new Bomb("has an import whose name claims two gigabytes", ModuleBombs::longName));
        bombs.put("endless-number", new Bomb("has a number that never ends", ModuleBombs::endlessNumber));
        bombs.put("noise", new Bomb("is a megabyte of random bytes", ModuleBombs::noise));
        bombs.put("too-large", new Bomb("is larger than a module may be", () -> new byte[(64 << 20) + 1]));
        return bombs;
    }

    private static String wasi() {
        return "wasi_snapshot_preview1";
    }

    private static final class Sections {
        private final Map<Integer, BinaryWriter> byId = new LinkedHashMap<>();

        private Sections() {
            put(TYPES, vector(1).octets(0x60, 0, 0));
            put(FUNCTIONS, vector(1).unsigned(0));
            put(MEMORIES, vector(1).octets(0).unsigned(1));
            put(EXPORTS, vector(2).name("memory").octets(2, 0).name("_start").octets(0, 0));
            put(CODE, vector(1).append(sized(new BinaryWriter().octets(0, END))));
        }

        private Sections put(int id, BinaryWriter content) {
            byId.put(id, content);
            return this;
        }

        private byte[] bytes() {
            BinaryWriter module = new BinaryWriter().octets(0, 'a', 's', 'm', 1, 0, 0, 0);
            byId.keySet().stream().sorted().forEach(id -> module.octets(id).append(sized(byId.get(id))));
            return module.toByteArray();
        }
    }

    private static BinaryWriter vector(long length) {
        return new BinaryWriter().unsigned(length);
    }

    private static BinaryWriter sized(BinaryWriter content) {
        return new BinaryWriter().unsigned(content.size()).append(content);
    }

    /** A module whose only function has this body, from its locals to its end. */
    private static byte[] body(BinaryWriter body) {
        return new Sections().put(CODE, vector(1).append(sized(body))).bytes();
    }

    private static byte[] importing(String module, String name, int type) {
        return new Sections()
                .put(IMPORTS, vector(1).name(module).name(name).octets(0).unsigned(type))
                .put(
                        EXPORTS,
                        vector(2).name("memory").octets(2, 0).name("_start").octets(0, 1))
                .put(CODE, vector(1).append(sized(new BinaryWriter().octets(0, 0x10, 0, END))))
                .bytes();
    }

    /** Its global has much in it, and it loops. */
    private static byte[] ownFuel() {
        return new Sections()
                .put(
                        GLOBALS,
                        vector(1).octets(0x7E, 1, 0x42).signed(Long.MAX_VALUE).octets(END))
                .put(
                        EXPORTS,
                        vector(3)
                                .name("memory")
                                .octets(2, 0)
                                .name("_start")
                                .octets(0, 0)
                                .name("souk.fuel")
                                .octets(3, 0))
                .put(CODE, vector(1).append(sized(endless(new BinaryWriter()))))
                .bytes();
    }

    private static BinaryWriter endless(BinaryWriter repeated) {
        return new BinaryWriter().octets(0, 0x03, 0x40).append(repeated).octets(0x0C, 0, END, END);
    }

    private static byte[] startLoop() {
        return new Sections()
                .put(FUNCTIONS, vector(2).unsigned(0).unsigned(0))
                .put(START, new BinaryWriter().unsigned(1))
                .put(
                        CODE,
                        vector(2)
                                .append(sized(new BinaryWriter().octets(0, END)))
                                .append(sized(endless(new BinaryWriter()))))
                .bytes();
    }

    private static byte[] functions(int count) {
        BinaryWriter functions = vector(count);
        BinaryWriter code = vector(count);
        for (int i = 0; i < count; i++) {
            functions.unsigned(0);
            code.octets(2, 0, END);
        }
        return new Sections().put(FUNCTIONS, functions).put(CODE, code).bytes();
    }

    private static byte[] types(int count) {
        BinaryWriter types = vector(count);
        for (int i = 0; i < count; i++) {
            types.octets(0x60, 0, 0);
        }
        return new Sections().put(TYPES, types).bytes();
    }

    private static byte[] exports(int count) {
        BinaryWriter exports =
                vector(count + 2L).name("memory").octets(2, 0).name("_start").octets(0, 0);
        for (int i = 0; i < count; i++) {
            exports.name("e" + i).octets(0, 0);
        }
        return new Sections().put(EXPORTS, exports).bytes();
    }

    private static BinaryWriter locals(long count) {
        return new BinaryWriter().unsigned(1).unsigned(count).octets(I32, END);
    }

    private static byte[] localsOfMany() {
        int count = 2_000;
        BinaryWriter functions = vector(count);
        BinaryWriter code = vector(count);
        for (int i = 0; i < count; i++) {
            functions.unsigned(0);
            code.append(sized(locals(50_000)));
        }
        return new Sections().put(FUNCTIONS, functions).put(CODE, code).bytes();
    }

    private static BinaryWriter branchTable(int targets) {
        BinaryWriter body = new BinaryWriter().octets(0, 0x41, 0, 0x0E).unsigned(targets);
        for (int i = 0; i <= targets; i++) {
            body.octets(0);
        }
        return body.octets(END);
    }

    private static byte[] claimedTargets() {
        return body(new BinaryWriter()
                .octets(0, 0x41, 0, 0x0E)
                .unsigned(0xFFFF_FFFFL)
                .octets(0, 0, END));
    }

    private static BinaryWriter nested(int depth) {
        BinaryWriter body = new BinaryWriter().octets(0);
        for (int i = 0; i < depth; i++) {
            body.octets(0x02, 0x40);
        }
        for (int i = 0; i <= depth; i++) {
            body.octets(END);
        }
        return body;
    }

    private static BinaryWriter straight(int instructions) {
        BinaryWriter body = new BinaryWriter().octets(0);
        for (int i = 0; i < instructions / 2; i++) {
            body.octets(0x41, i & 0x3F, 0x1A, 0x01);
        }
        return body.octets(END);
    }

    private static byte[] memory(long pages) {
        return new Sections().put(MEMORIES, vector(1).octets(0).unsigned(pages)).bytes();
    }

    private static byte[] table() {
        return new Sections()
                .put(TABLES, vector(1).octets(0x70, 0).unsigned(0xFFFF_FFFFL))
                .bytes();
    }

    private static byte[] data(int segments, int offset) {
        BinaryWriter data = vector(segments);
        for (int i = 0; i < segments; i++) {
            data.octets(0, 0x41).signed(offset).octets(END, 1, 'x');
        }
        return new Sections().put(DATA, data).bytes();
    }

    private static byte[] elements() {
        return new Sections()
                .put(TABLES, vector(1).octets(0x70, 0, 1))
                .put(ELEMENTS, vector(1).octets(0, 0x41).signed(0x7FFF_FFFF).octets(END, 1, 0))
                .bytes();
    }

    private static byte[] fillLoop() {
        BinaryWriter fill = new BinaryWriter()
                .octets(0x41, 0, 0x41, 0, 0x41)
                .signed(63 << 20)
                .octets(0xFC, 0x0B, 0);
        return new Sections()
                .put(MEMORIES, vector(1).octets(0).unsigned(1008))
                .put(CODE, vector(1).append(sized(endless(fill))))
                .bytes();
    }

    private static byte[] growLoop() {
        BinaryWriter grow = new BinaryWriter()
                .octets(0x41, 1, 0x40, 0, 0x1A)
                .octets(0xD0, 0x70, 0x41)
                .signed(1 << 20)
                .octets(0xFC, 0x0F, 0, 0x1A);
        return new Sections()
                .put(TABLES, vector(1).octets(0x70, 0, 1))
                .put(CODE, vector(1).append(sized(endless(grow))))
                .bytes();
    }

    private static byte[] truncated() {
        byte[] whole = functions(1000);
        return java.util.Arrays.copyOf(whole, whole.length - 700);
    }

    private static BinaryWriter header() {
        return new BinaryWriter().octets(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    private static byte[] sectionOverflow() {
        return header().octets(CODE).unsigned(0xFFFF_FFFFL).octets(1, 0).toByteArray();
    }

    private static byte[] longName() {
        BinaryWriter imports = vector(1).unsigned(0x7FFF_FFFF).octets('x', 'y');
        return new Sections().put(IMPORTS, imports).bytes();
    }

    private static byte[] endlessNumber() {
        BinaryWriter module = header().octets(TYPES);
        for (int i = 0; i < 1000; i++) {
            module.octets(0xFF);
        }
        return module.toByteArray();
    }

    private static byte[] noise() {
        byte[] bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        byte[] head = header().toByteArray();
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }
}
