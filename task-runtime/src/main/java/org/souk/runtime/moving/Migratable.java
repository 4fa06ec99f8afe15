package org.souk.runtime.moving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.souk.runtime.module.BinaryReader;
import org.souk.runtime.module.BinaryWriter;
import org.souk.runtime.module.ConstantExpression;
import org.souk.runtime.module.ElementSegments;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Instructions;
import org.souk.runtime.module.Metering;
import org.souk.runtime.module.Op;
import org.souk.runtime.module.Refused;

/**
 * Rewrites a metered module so that its run can be taken apart while it is in the middle of any number of calls, and put
 * together again in another instance.
 *
 * <h2>What the host does</h2>
 *
 * The rewritten module exports the mutable i32 global {@value #STATE}. It can be suspended whenever it calls one of
 * {@link #POINTS}.
 *
 * <ul>
 *   <li>To suspend it, the host sets {@link #UNWINDING} in such a call and returns; the call's results are ignored. Every
 *       function on the stack gives its locals to {@value #PUSH} and returns, and so does {@code _start}. Nothing else
 *       happens: no fuel is counted, memory is not touched, other functions are not called.
 *   <li>To let it go on, with memory, globals, tables and the pushed values as they were then, the host sets
 *       {@link #REWINDING} and calls {@code _start} again. The functions call each other as before and take their locals
 *       back by {@value #POP}, the last pushed value first, until the one call of the host is made again, with the same
 *       arguments. In there the host sets {@link #RUNNING}, and its results count.
 * </ul>
 *
 * {@value #PUSH} takes and {@value #POP} returns an i64, whatever the value's type. References go by
 * {@value #PUSH_FUNCTION}, {@value #POP_FUNCTION}, {@value #PUSH_EXTERN} and {@value #POP_EXTERN}, onto the same stack; a
 * module imports these four only if it needs them.
 *
 * <h2>What is rewritten</h2>
 *
 * Only functions from which a call leads to such a point, see {@link FunctionRewrite}. A start section becomes part of
 * {@code _start}. The result depends on the module alone.
 */
public final class Migratable {

    /** The name under which the module exports its state. */
    public static final String STATE = "souk.state";

    /** The state in which the program runs; it begins so. */
    public static final int RUNNING = 0;

    /** The state in which functions give up their locals and return. */
    public static final int UNWINDING = 1;

    /** The state in which functions take their locals back. */
    public static final int REWINDING = 2;

    /** The import module of the functions that follow. */
    public static final String MODULE = Metering.HOOK_MODULE;

    public static final String PUSH = "push";
    public static final String POP = "pop";
    public static final String PUSH_FUNCTION = "push_funcref";
    public static final String POP_FUNCTION = "pop_funcref";
    public static final String PUSH_EXTERN = "push_externref";
    public static final String POP_EXTERN = "pop_externref";

    /** The imported functions in which a program can be suspended: where its fuel is used up, and where it sleeps. */
    public static final Set<String> POINTS =
            Set.of(Metering.HOOK_MODULE + "." + Metering.HOOK, "wasi_snapshot_preview1.poll_oneoff");

    private record Import(String name, FunctionType type) {}

    private static final List<Import> NUMBERS = List.of(
            new Import(PUSH, new FunctionType(List.of(Op.I64), List.of())),
            new Import(POP, new FunctionType(List.of(), List.of(Op.I64))));

    private static final List<Import> REFERENCES = List.of(
            new Import(PUSH_FUNCTION, new FunctionType(List.of(OperandTypes.FUNCREF), List.of())),
            new Import(POP_FUNCTION, new FunctionType(List.of(), List.of(OperandTypes.FUNCREF))),
            new Import(PUSH_EXTERN, new FunctionType(List.of(OperandTypes.EXTERNREF), List.of())),
            new Import(POP_EXTERN, new FunctionType(List.of(), List.of(OperandTypes.EXTERNREF))));

    private final MeteredModule source;
    private final YieldingFunctions yielding;
    private final List<Import> imports = new ArrayList<>(NUMBERS);
    private final List<FunctionType> addedTypes = new ArrayList<>();
    private final Map<FunctionType, Integer> typeIndices = new HashMap<>();
    private boolean needsReferences;

    private Migratable(MeteredModule source, YieldingFunctions yielding) {
        this.source = source;
        this.yielding = yielding;
        for (int i = 0; i < source.types().size(); i++) {
            typeIndices.putIfAbsent(source.types().get(i), i);
        }
    }

    /**
     * Rewrites a module.
     *
     * @param metered what {@link Metering#rewrite} has made of a module
     * @throws NotMigratable if the module can be run but not be suspended; the message says why
     */
    public static byte[] rewrite(byte[] metered) throws NotMigratable {
        try {
            MeteredModule source = MeteredModule.read(metered);
            YieldingFunctions yielding = YieldingFunctions.of(source, POINTS);
            Migratable first = new Migratable(source, yielding);
            byte[] rewritten = first.rewrite();
            if (!first.needsReferences) {
                return rewritten;
            }
            Migratable second = new Migratable(source, yielding);
            second.imports.addAll(REFERENCES);
            return second.rewrite();
        } catch (Refused e) {
            throw new IllegalArgumentException("not a metered module: it " + e.getMessage(), e);
        }
    }

    private byte[] rewrite() throws Refused, NotMigratable {
        Map<Integer, BinaryWriter> contents = new HashMap<>();
        for (int id : MeteredModule.ORDER) {
            if (source.has(id) && id != MeteredModule.START) {
                contents.put(id, content(id));
            }
        }
        // The types come last because the code may have needed further ones.
        contents.put(MeteredModule.IMPORT, imports());
        contents.put(MeteredModule.TYPE, types());

        BinaryWriter out = new BinaryWriter().copy(source.bytes(), 0, 8);
        for (int id : MeteredModule.ORDER) {
            BinaryWriter content = contents.get(id);
            if (content != null) {
                out.octets(id).unsigned(content.size()).append(content);
            }
        }
        return out.toByteArray();
    }

    private BinaryWriter content(int id) throws Refused, NotMigratable {
        BinaryReader in = source.section(id);
        BinaryWriter out = new BinaryWriter();
        switch (id) {
            case MeteredModule.FUNCTION -> functions(in, out);
            case MeteredModule.GLOBAL -> globals(in, out);
            case MeteredModule.EXPORT -> exports(in, out);
            case MeteredModule.ELEMENT -> ElementSegments.walk(in, source.bytes(), this::shifted, out);
            case MeteredModule.CODE -> code(out);
            default -> out.copyRest(in);
        }
        return out;
    }

    private BinaryWriter types() throws Refused {
        BinaryReader in = source.section(MeteredModule.TYPE);
        BinaryWriter out =
                new BinaryWriter().unsigned(in.u32() + addedTypes.size()).copyRest(in);
        for (FunctionType type : addedTypes) {
            out.octets(0x60).unsigned(type.parameters().size());
            type.parameters().forEach(out::write);
            out.unsigned(type.results().size());
            type.results().forEach(out::write);
        }
        return out;
    }

    private BinaryWriter imports() throws Refused {
        BinaryReader in = source.section(MeteredModule.IMPORT);
        BinaryWriter out =
                new BinaryWriter().unsigned(in.u32() + imports.size()).copyRest(in);
        for (Import added : imports) {
            out.name(MODULE).name(added.name).octets(0).unsigned(typeIndex(added.type));
        }
        return out;
    }

    private void functions(BinaryReader in, BinaryWriter out) throws Refused {
        boolean wrapped = source.start().isPresent();
        out.unsigned(in.u32() + (wrapped ? 1 : 0)).copyRest(in);
        if (wrapped) {
            out.unsigned(typeIndex(new FunctionType(List.of(), List.of())));
        }
    }

    private void globals(BinaryReader in, BinaryWriter out) throws Refused {
        long count = in.u32();
        out.unsigned(count + 1);
        for (long i = 0; i < count; i++) {
            out.octets(in.u8(), in.u8());
            ConstantExpression.walk(in, source.bytes(), this::shifted, out);
        }
        out.octets(Op.I32, 1, Op.I32_CONST, RUNNING, Op.END);
    }

    private void exports(BinaryReader in, BinaryWriter out) throws Refused {
        long count = in.u32();
        out.unsigned(count + 1);
        for (long i = 0; i < count; i++) {
            String name = in.name();
            int kind = in.u8();
            int index = (int) in.u32();
            boolean command =
                    kind == 0 && name.equals("_start") && source.start().isPresent();
            out.name(name).octets(kind).unsigned(command ? wrapper() : kind == 0 ? shifted(index) : index);
        }
        out.name(STATE).octets(3).unsigned(stateGlobal());
    }

    private void code(BinaryWriter out) throws Refused, NotMigratable {
        int defined = source.functions() - source.imports();
        out.unsigned(defined + (source.start().isPresent() ? 1 : 0));
        for (int function = source.imports(); function < source.functions(); function++) {
            append(out, yielding.function(function) ? yielding(function) : plain(source.body(function)));
        }
        if (source.start().isPresent()) {
            append(out, wrapperBody(source.start().getAsInt()));
        }
    }

    private static void append(BinaryWriter out, BinaryWriter body) {
        out.unsigned(body.size()).append(body);
    }

    private BinaryWriter yielding(int function) throws Refused, NotMigratable {
        FunctionType type = source.functionType(function);
        BinaryReader in = source.body(function);
        List<Integer> locals = MeteredModule.readLocals(in);
        Node.Construct body = new BodyReader(source, yielding).read(type, in);
        return new FunctionRewrite(this, source, type, locals, body).rewrite();
    }

    /** A function that never yields stays as it is but for the indices of functions. */
    private BinaryWriter plain(BinaryReader in) throws Refused {
        int from = in.position();
        MeteredModule.readLocals(in);
        BinaryWriter out = new BinaryWriter().copy(source.bytes(), from, in.position());
        Instructions at = new Instructions(in);
        while (!at.atEnd()) {
            at.next();
            if (at.opcode() == Op.CALL || at.opcode() == Op.REF_FUNC) {
                out.octets(at.opcode()).unsigned(shifted(at.immediate()));
            } else {
                out.copy(source.bytes(), at.start(), at.end());
            }
        }
        return out;
    }

    /** The function that stands for {@code _start} where there is a start section. */
    private int wrapper() {
        return source.functions() + imports.size();
    }

    private BinaryWriter wrapperBody(int start) {
        FunctionType type = new FunctionType(List.of(), List.of());
        Node.Construct body = new Node.Construct(Op.BLOCK, type);
        for (int function : List.of(start, source.command())) {
            body.add(Node.Instruction.call(function, yielding.function(function)));
        }
        return new FunctionRewrite(this, source, type, List.of(), body).rewrite();
    }

    /** The index of a function behind the added imports. */
    int shifted(int function) {
        return function >= source.imports() ? function + imports.size() : function;
    }

    int stateGlobal() {
        return source.globals();
    }

    private int typeIndex(FunctionType type) {
        return typeIndices.computeIfAbsent(type, added -> {
            addedTypes.add(added);
            return source.types().size() + addedTypes.size() - 1;
        });
    }

    void blockType(BinaryWriter out, FunctionType type) {
        if (!type.parameters().isEmpty() || type.results().size() > 1) {
            out.signed(typeIndex(type));
        } else {
            out.octets(type.results().isEmpty() ? Op.VOID : type.results().get(0));
        }
    }

    /** Gives the value on the operand stack to the host. */
    void push(BinaryWriter out, int valueType) {
        switch (valueType) {
            case OperandTypes.I32 -> out.octets(Op.I64_EXTEND_I32_U);
            case OperandTypes.F32 -> out.octets(Op.I32_REINTERPRET_F32, Op.I64_EXTEND_I32_U);
            case OperandTypes.F64 -> out.octets(Op.I64_REINTERPRET_F64);
            default -> {}
        }
        callHost(out, valueType, 0);
    }

    /** Puts a value from the host onto the operand stack. */
    void pop(BinaryWriter out, int valueType) {
        callHost(out, valueType, 1);
        switch (valueType) {
            case OperandTypes.I32 -> out.octets(Op.I32_WRAP_I64);
            case OperandTypes.F32 -> out.octets(Op.I32_WRAP_I64, Op.F32_REINTERPRET_I32);
            case OperandTypes.F64 -> out.octets(Op.F64_REINTERPRET_I64);
            default -> {}
        }
    }

    private void callHost(BinaryWriter out, int valueType, int which) {
        boolean reference = valueType == OperandTypes.FUNCREF || valueType == OperandTypes.EXTERNREF;
        needsReferences |= reference;
        int pair = !reference ? 0 : valueType == OperandTypes.FUNCREF ? 1 : 2;
        out.octets(Op.CALL).unsigned(source.imports() + pair * 2L + which);
    }

    /** Puts some value onto the operand stack. */
    void anyValue(BinaryWriter out, int valueType) {
        switch (valueType) {
            case OperandTypes.I32 -> out.octets(Op.I32_CONST, 0);
            case OperandTypes.I64 -> out.octets(Op.I64_CONST, 0);
            case OperandTypes.F32 -> out.octets(Op.F32_CONST, 0, 0, 0, 0);
            case OperandTypes.F64 -> out.octets(Op.F64_CONST, 0, 0, 0, 0, 0, 0, 0, 0);
            default -> out.octets(Op.REF_NULL, valueType);
        }
    }
}
