package org.souk.runtime.module;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.souk.runtime.module.ModuleLayout.Section;

/**
 * Rewrites a module so that it counts the instructions that it executes, in <em>fuel</em>.
 *
 * <h2>What is charged</h2>
 *
 * Every executed instruction costs 1, except {@code block}, {@code loop}, {@code else}, {@code end} and {@code nop},
 * which cost nothing. In addition {@code memory.copy}, {@code memory.fill} and {@code memory.init} cost 1 for each 8
 * bytes, {@code table.copy}, {@code table.fill}, {@code table.init} and {@code table.grow} 1 for each entry, and a
 * {@code memory.grow} that succeeds 8192 for each page (1 for each 8 bytes); a call of the host costs what the host
 * takes off for it. A block of instructions is charged as a whole when it is entered, together with what the functions
 * that it calls cost at least, so a trap in its middle has paid for all of it. The count depends on the module and its
 * inputs alone: not on the machine, the Java version, the engine or when the fuel is refilled.
 *
 * <h2>How</h2>
 *
 * The rewritten module has a mutable 64-bit global, exported as {@value #FUEL}, that counts down. Each function adds up
 * its cost in a local and takes it off the global where it ends, before it calls the host or a {@linkplain CallGraph deep}
 * function, and at the head of a loop once more than {@value #BATCH} have gathered. When the global becomes negative
 * there, the module calls the imported function {@value #HOOK_MODULE}.{@value #HOOK}, which adds fuel (what is left may
 * be negative and must not be lost), suspends the task or ends it. The first call comes at once, for the global starts at
 * zero. Where the cheapest way through a function costs little, its callers pay for that as a part of their own cost,
 * and such a call touches the global only if it took a dearer way.
 *
 * <p>An innermost loop is put into a loop of its own, to whose head it breaks when it has gathered a batch: that keeps
 * the slow path out of the hot loop, where it would hinder the compiler.
 *
 * <p>Blocks lose their parameters, see {@link BlockParameters}, and code that nothing reaches is left out: Endive 1.0.0
 * gets both wrong. Neither changes what is charged.
 *
 * <h2>How deep calls go</h2>
 *
 * Deep functions have an additional last parameter of type i32: how many values the calls above keep together. They hand
 * on theirs and their own, and above {@link #MAX_DEPTH} call {@value #HOOK_MODULE}.{@value #DEEP_HOOK}, which must not
 * return. If calls through tables may reach deep functions, every function of which a reference is taken has that
 * parameter. The host sees the types as they were. So endless recursion ends at the same call everywhere, on every
 * thread with a stack of {@link #STACK_BYTES}.
 *
 * <h2>What is overdrawn</h2>
 *
 * After the fuel is used up at most 1,000,000 instructions are executed. What functions have gathered and not charged is
 * bounded by a batch and some straight code for each of at most {@value CallGraph#SHALLOW_FUNCTIONS} functions on the
 * stack, since those below them that are deep have charged all; and each cycle, of a loop or of calls, comes to a check.
 * When a trap or {@code proc_exit} ends the program, what was gathered and not charged is forgiven.
 */
public final class Metering {

    /** The name under which the module exports its fuel. */
    public static final String FUEL = "souk.fuel";

    /** The import module of the hook. */
    public static final String HOOK_MODULE = "souk";

    /** The name of the hook: it has no parameters and no result. */
    public static final String HOOK = "out_of_fuel";

    /** The name of the hook that ends the run because calls are too deep; only a module with recursion imports it. */
    public static final String DEEP_HOOK = "too_deep";

    /** How many values the calls on the stack may keep together, see {@link CallGraph#frameOf}. */
    static final int MAX_DEPTH = 1 << 21;

    /**
     * The Java stack in bytes with which a program never comes to the stack's end before {@link #DEEP_HOOK}, whether it
     * is compiled or interpreted.
     */
    public static final long STACK_BYTES = 256L << 20;

    /** How much a function gathers in a loop before it charges. */
    static final int BATCH = 4096;

    private static final int BYTES_PER_FUEL_SHIFT = 3;
    private static final int FUEL_PER_PAGE = 8192;

    private final ModuleLayout layout;
    private final CallGraph graph;
    private final int hook;
    private final List<FunctionType> addedTypes = new ArrayList<>();
    private final Map<FunctionType, Integer> typeIndices = new HashMap<>();

    /** The functions that got a wrapper which hides the depth from the host, or from which it is hidden. */
    private final List<Integer> wrapped = new ArrayList<>();

    private Metering(ModuleLayout layout) throws Refused {
        this.layout = layout;
        this.graph = new CallGraph(layout);
        this.hook = layout.importedFunctions();
        for (int function : layout.calledByHost()) {
            if (graph.isToldDepth(function)) {
                wrapped.add(function);
            }
        }
        if (graph.deepThroughTables()) {
            wrapped.addAll(graph.referencedImports());
        }
        for (int i = 0; i < layout.types().size(); i++) {
            typeIndices.putIfAbsent(layout.types().get(i), i);
        }
    }

    /**
     * Rewrites a module. Custom sections, such as names and debug information, are dropped.
     *
     * @param module a module that {@link ModuleInspector#inspect} accepts
     * @throws Refused if the module is not even well-formed
     */
    public static byte[] rewrite(byte[] module) throws Refused {
        return new Metering(ModuleInspector.layoutOf(module)).rewrite();
    }

    private byte[] rewrite() throws Refused {
        int emptyType = typeIndex(new FunctionType(List.of(), List.of()));
        int chargeType = typeIndex(new FunctionType(List.of(Op.I32), List.of()));
        int passType = typeIndex(new FunctionType(List.of(Op.I32), List.of(Op.I32)));
        // The code comes before the types are written because it may need further types.
        List<Integer> functionTypes = functionTypes();
        BinaryWriter code = code();

        Map<Integer, BinaryWriter> contents = new HashMap<>();
        for (Section section : layout.sections()) {
            contents.put(section.id(), content(section, code));
        }
        contents.put(ModuleLayout.TYPE, types());
        contents.put(ModuleLayout.IMPORT, imports(emptyType));
        BinaryWriter functions = new BinaryWriter().unsigned(functionTypes.size() + 4L + wrapped.size());
        functionTypes.forEach(functions::unsigned);
        functions.unsigned(chargeType).unsigned(passType).unsigned(passType).unsigned(passType);
        for (int function : wrapped) {
            functions.unsigned(typeIndex(wrapperType(function)));
        }
        contents.put(ModuleLayout.FUNCTION, functions);
        contents.put(ModuleLayout.GLOBAL, globals());

        BinaryWriter out = new BinaryWriter().copy(layout.bytes(), 0, 8);
        for (int id : ModuleLayout.ORDER) {
            BinaryWriter content = contents.get(id);
            if (content != null) {
                out.octets(id).unsigned(content.size()).append(content);
            }
        }
        return out.toByteArray();
    }

    private BinaryWriter content(Section section, BinaryWriter code) throws Refused {
        BinaryReader in = layout.reader(section);
        BinaryWriter out = new BinaryWriter();
        switch (section.id()) {
            case ModuleLayout.EXPORT -> exports(in, out);
            case ModuleLayout.START -> out.unsigned(hostEntry((int) in.u32()));
            case ModuleLayout.ELEMENT -> ElementSegments.walk(in, layout.bytes(), this::reference, out);
            case ModuleLayout.CODE -> out.append(code);
            default -> out.copy(layout.bytes(), section.from(), section.to());
        }
        return out;
    }

    /** The index of a function behind the hooks, which are the last imports. */
    int shifted(int function) {
        return function >= hook ? function + hooks() : function;
    }

    private int hooks() {
        return graph.hasDeepFunctions() ? 2 : 1;
    }

    /** The index of what stands in tables and in references for a function. */
    int reference(int function) {
        return isImported(function) && graph.deepThroughTables() ? wrapperOf(function) : shifted(function);
    }

    /** The index of what the host calls for a function. */
    private int hostEntry(int function) {
        return graph.isToldDepth(function) ? wrapperOf(function) : shifted(function);
    }

    private int wrapperOf(int function) {
        return chargeFunction() + 4 + wrapped.indexOf(function);
    }

    FunctionType typeOf(int type) throws Refused {
        return layout.type(type);
    }

    /** The type that {@link Instructions#immediate} gives for a block. */
    FunctionType blockType(int immediate) throws Refused {
        if (immediate >= 256) {
            return layout.type(immediate - 256);
        }
        return new FunctionType(List.of(), immediate == Op.VOID ? List.of() : List.of(immediate));
    }

    boolean isImported(int function) {
        return function < hook;
    }

    /** Called when a function is too deep. */
    int deepHook() {
        return hook + 1;
    }

    int fuelGlobal() {
        return layout.globals();
    }

    /** Takes an i32 off the fuel and calls the hook if it is used up. */
    int chargeFunction() {
        return hook + hooks() + layout.functions();
    }

    /** As {@link #chargeFunction} for a length in bytes, which it returns. */
    int bytesFunction() {
        return chargeFunction() + 1;
    }

    /** As {@link #chargeFunction} for a number of entries, which it returns. */
    int entriesFunction() {
        return chargeFunction() + 2;
    }

    /** Stands for {@code memory.grow}. */
    int growFunction() {
        return chargeFunction() + 3;
    }

    /** The index of a type, which is added if it is new. */
    int typeIndex(FunctionType type) {
        return typeIndices.computeIfAbsent(type, added -> {
            addedTypes.add(added);
            return layout.types().size() + addedTypes.size() - 1;
        });
    }

    private BinaryReader readerOf(int id) {
        for (Section section : layout.sections()) {
            if (section.id() == id) {
                return layout.reader(section);
            }
        }
        // As if the section were there, and empty.
        return new BinaryReader(new byte[] {0}, 0, 1);
    }

    private BinaryWriter extended(int id, int added) throws Refused {
        BinaryReader in = readerOf(id);
        long count = in.u32();
        return new BinaryWriter().unsigned(count + added).copyRest(in);
    }

    private BinaryWriter types() throws Refused {
        BinaryWriter out = extended(ModuleLayout.TYPE, addedTypes.size());
        for (FunctionType type : addedTypes) {
            out.octets(0x60).unsigned(type.parameters().size());
            type.parameters().forEach(out::write);
            out.unsigned(type.results().size());
            type.results().forEach(out::write);
        }
        return out;
    }

    private BinaryWriter imports(int hookType) throws Refused {
        BinaryWriter out = extended(ModuleLayout.IMPORT, hooks());
        out.name(HOOK_MODULE).name(HOOK).octets(0).unsigned(hookType);
        if (graph.hasDeepFunctions()) {
            out.name(HOOK_MODULE).name(DEEP_HOOK).octets(0).unsigned(hookType);
        }
        return out;
    }

    private List<Integer> functionTypes() throws Refused {
        List<Integer> indices = new ArrayList<>();
        for (int place = 0; place < layout.functions(); place++) {
            int function = layout.importedFunctions() + place;
            FunctionType type = layout.typeOf(function);
            indices.add(typeIndex(graph.isToldDepth(function) ? type.toldDepth() : type));
        }
        for (int function : wrapped) {
            typeIndex(wrapperType(function));
        }
        return indices;
    }

    private FunctionType wrapperType(int function) throws Refused {
        FunctionType type = layout.typeOf(function);
        return isImported(function) ? type.toldDepth() : type;
    }

    private BinaryWriter globals() throws Refused {
        return extended(ModuleLayout.GLOBAL, 1).octets(Op.I64, 1, Op.I64_CONST, 0, Op.END);
    }

    private void exports(BinaryReader in, BinaryWriter out) throws Refused {
        long count = in.u32();
        out.unsigned(count + 1);
        for (long i = 0; i < count; i++) {
            out.name(in.name());
            int kind = in.u8();
            int index = (int) in.u32();
            out.octets(kind).unsigned(kind == 0 ? hostEntry(index) : index);
        }
        out.name(FUEL).octets(3).unsigned(fuelGlobal());
    }

    private BinaryWriter code() throws Refused {
        BinaryWriter out = new BinaryWriter().unsigned(layout.functions() + 4L + wrapped.size());
        for (int place = 0; place < layout.functions(); place++) {
            append(out, new FunctionMeter(this, layout, graph, place).rewrite());
        }
        append(out, chargeBody());
        append(out, passBody(BYTES_PER_FUEL_SHIFT));
        append(out, passBody(0));
        append(out, growBody());
        for (int function : wrapped) {
            append(out, wrapperBody(function));
        }
        return out;
    }

    /** Calls a function that is told its depth with 0, or one that cannot be told without. */
    private BinaryWriter wrapperBody(int function) throws Refused {
        BinaryWriter out = new BinaryWriter().unsigned(0);
        for (int i = 0; i < layout.typeOf(function).parameters().size(); i++) {
            out.octets(Op.LOCAL_GET).unsigned(i);
        }
        if (!isImported(function)) {
            out.octets(Op.I32_CONST, 0);
        }
        return out.octets(Op.CALL).unsigned(shifted(function)).octets(Op.END);
    }

    private static void append(BinaryWriter out, BinaryWriter body) {
        out.unsigned(body.size()).append(body);
    }

    private BinaryWriter chargeBody() {
        BinaryWriter out = new BinaryWriter().unsigned(1).unsigned(1).octets(Op.I64);
        out.octets(Op.GLOBAL_GET).unsigned(fuelGlobal());
        out.octets(Op.LOCAL_GET, 0, Op.I64_EXTEND_I32_U, Op.I64_SUB, Op.LOCAL_TEE, 1);
        settle(out, 1);
        return out.octets(Op.END);
    }

    private BinaryWriter passBody(int shift) {
        BinaryWriter out = new BinaryWriter().unsigned(1).unsigned(1).octets(Op.I64);
        out.octets(Op.GLOBAL_GET).unsigned(fuelGlobal());
        out.octets(Op.LOCAL_GET, 0, Op.I64_EXTEND_I32_U, Op.I64_CONST, shift, Op.I64_SHR_U);
        out.octets(Op.I64_SUB, Op.LOCAL_TEE, 1);
        settle(out, 1);
        return out.octets(Op.LOCAL_GET, 0, Op.END);
    }

    private BinaryWriter growBody() {
        BinaryWriter out = new BinaryWriter().unsigned(2);
        out.unsigned(1).octets(Op.I32).unsigned(1).octets(Op.I64);
        out.octets(Op.LOCAL_GET, 0, Op.MEMORY_GROW, 0, Op.LOCAL_TEE, 1);
        out.octets(Op.I32_CONST).signed(-1).octets(Op.I32_NE, Op.IF, Op.VOID);
        out.octets(Op.GLOBAL_GET).unsigned(fuelGlobal());
        out.octets(Op.LOCAL_GET, 0, Op.I64_EXTEND_I32_U, Op.I64_CONST).signed(FUEL_PER_PAGE);
        out.octets(Op.I64_MUL, Op.I64_SUB, Op.LOCAL_TEE, 2);
        settle(out, 2);
        return out.octets(Op.END, Op.LOCAL_GET, 1, Op.END);
    }

    /** With the new fuel on the stack and in a local: stores it and calls the hook if it is negative. */
    void settle(BinaryWriter out, int local) {
        out.octets(Op.GLOBAL_SET).unsigned(fuelGlobal());
        out.octets(Op.LOCAL_GET).unsigned(local);
        out.octets(Op.I64_CONST, 0, Op.I64_LT_S, Op.IF, Op.VOID);
        out.octets(Op.CALL).unsigned(hook).octets(Op.END);
    }
}
