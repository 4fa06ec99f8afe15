package org.souk.runtime.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.souk.runtime.module.BinaryWriter;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Op;

/**
 * Small valid programs of functions that call each other, directly and by a table, from within blocks, loops and
 * conditions with parameters and results, with operands of all types on the stack. What they do ends up in their memory
 * and their globals. Each call and each turn of a loop takes one from a budget, so that all come to an end.
 */
final class RandomProgram {

    private static final int I32 = 0x7F;
    private static final int I64 = 0x7E;
    private static final int F32 = 0x7D;
    private static final int F64 = 0x7C;
    private static final int[] TYPES = {I32, I64, F32, F64};
    private static final int BUDGET = 0;
    private static final int NOTE = 1;
    private static final int PLACES = 0x3FF8;

    private final Random random;
    private final List<FunctionType> types = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private BinaryWriter out = new BinaryWriter();
    private List<Integer> locals = List.of();

    /** The values that a jump to each open label takes, the innermost last. */
    private final List<List<Integer>> labels = new ArrayList<>();

    private int left;

    private RandomProgram(Random random) {
        this.random = random;
    }

    static byte[] from(long seed) {
        return new RandomProgram(new Random(seed)).write();
    }

    private byte[] write() {
        int start = type(new FunctionType(List.of(), List.of()));
        functions.add(start);
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            functions.add(type(new FunctionType(some(3), some(2))));
        }
        BinaryWriter code = new BinaryWriter().unsigned(functions.size());
        for (int function : functions) {
            BinaryWriter body = body(types.get(function));
            code.unsigned(body.size()).append(body);
        }
        BinaryWriter module = new BinaryWriter().octets(0, 'a', 's', 'm', 1, 0, 0, 0);
        section(module, MeteredModule.TYPE, typeSection());
        BinaryWriter declared = new BinaryWriter().unsigned(functions.size());
        functions.forEach(declared::unsigned);
        section(module, MeteredModule.FUNCTION, declared);
        section(
                module,
                MeteredModule.TABLE,
                new BinaryWriter().octets(1, 0x70, 0).unsigned(functions.size()));
        section(module, MeteredModule.MEMORY, new BinaryWriter().octets(1, 0, 1));
        section(
                module,
                MeteredModule.GLOBAL,
                new BinaryWriter()
                        .octets(2, I32, 1, Op.I32_CONST)
                        .signed(80)
                        .octets(Op.END, I64, 1, Op.I64_CONST, 0, Op.END));
        section(
                module,
                MeteredModule.EXPORT,
                new BinaryWriter()
                        .octets(2)
                        .name("_start")
                        .octets(0, 0)
                        .name("memory")
                        .octets(2, 0));
        BinaryWriter table =
                new BinaryWriter().octets(1, 0, Op.I32_CONST, 0, Op.END).unsigned(functions.size());
        for (int i = 0; i < functions.size(); i++) {
            table.unsigned(i);
        }
        section(module, MeteredModule.ELEMENT, table);
        section(module, MeteredModule.CODE, code);
        return module.toByteArray();
    }

    private static void section(BinaryWriter module, int id, BinaryWriter content) {
        module.octets(id).unsigned(content.size()).append(content);
    }

    private BinaryWriter typeSection() {
        BinaryWriter section = new BinaryWriter().unsigned(types.size());
        for (FunctionType type : types) {
            section.octets(0x60).unsigned(type.parameters().size());
            type.parameters().forEach(section::write);
            section.unsigned(type.results().size());
            type.results().forEach(section::write);
        }
        return section;
    }

    private int type(FunctionType type) {
        if (!types.contains(type)) {
            types.add(type);
        }
        return types.indexOf(type);
    }

    private int oneType() {
        return TYPES[random.nextInt(TYPES.length)];
    }

    private List<Integer> some(int most) {
        List<Integer> chosen = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            chosen.add(oneType());
        }
        return List.copyOf(chosen);
    }

    private BinaryWriter body(FunctionType type) {
        out = new BinaryWriter();
        locals = new ArrayList<>(type.parameters());
        BinaryWriter declared = new BinaryWriter().unsigned(TYPES.length);
        for (int each : TYPES) {
            declared.unsigned(2).octets(each);
            locals.add(each);
            locals.add(each);
        }
        labels.clear();
        labels.add(type.results());
        left = 60;
        spend(() -> {
            type.results().forEach(this::constant);
            out.octets(Op.RETURN);
        });
        for (int statements = 1 + random.nextInt(5); statements > 0; statements--) {
            statement();
        }
        type.results().forEach(this::value);
        return declared.append(out).octets(Op.END);
    }

    /** Takes one from the budget, or does what is to be done without. */
    private void spend(Runnable without) {
        out.octets(Op.GLOBAL_GET, BUDGET, Op.I32_CONST, 1, Op.I32_SUB, Op.GLOBAL_SET, BUDGET);
        out.octets(Op.GLOBAL_GET, BUDGET, Op.I32_CONST, 0, 0x48, Op.IF, Op.VOID);
        labels.add(List.of());
        without.run();
        labels.remove(labels.size() - 1);
        out.octets(Op.END);
    }

    private void statement() {
        left--;
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                int local = random.nextInt(locals.size());
                value(locals.get(local));
                out.octets(Op.LOCAL_SET).unsigned(local);
            }
            case 2 -> {
                value(I32);
                out.octets(Op.I32_CONST).signed(PLACES).octets(0x71);
                value(I64);
                out.octets(0x37, 3, 0);
            }
            case 3 -> note();
            case 4 -> {
                value(I32);
                branchIf();
            }
            case 5 -> call(random.nextInt(functions.size()), true);
            default -> construct(some(2), some(1), true);
        }
    }

    /** Mixes a value into a global. */
    private void note() {
        out.octets(Op.GLOBAL_GET, NOTE, Op.I64_CONST, 31, Op.I64_MUL);
        value(I64);
        out.octets(0x7C, Op.GLOBAL_SET, NOTE);
    }

    /** With a condition on the stack: jumps out of some blocks, or to the start of a loop. */
    private void branchIf() {
        int depth = random.nextInt(labels.size());
        List<Integer> carried = labels.get(labels.size() - 1 - depth);
        out.octets(Op.LOCAL_SET).unsigned(firstLocal(I32));
        carried.forEach(this::cheap);
        out.octets(Op.LOCAL_GET).unsigned(firstLocal(I32));
        if (random.nextBoolean()) {
            out.octets(Op.BR_IF).unsigned(depth);
        } else {
            out.octets(Op.IF).signed(type(new FunctionType(carried, carried)));
            out.octets(Op.BR).unsigned(depth + 1).octets(Op.END);
        }
        carried.forEach(each -> out.octets(Op.DROP));
    }

    private int firstLocal(int type) {
        return locals.indexOf(type);
    }

    /** Leaves a value of this type. */
    private void value(int type) {
        if (left <= 0) {
            cheap(type);
            return;
        }
        left--;
        switch (random.nextInt(9)) {
            case 0, 1 -> cheap(type);
            case 2, 3 -> {
                value(type);
                value(type);
                out.octets(addition(type));
            }
            case 4 -> converted(type);
            case 5 -> construct(some(2), List.of(type), false);
            default -> called(type);
        }
    }

    private void cheap(int type) {
        if (random.nextInt(3) == 0) {
            constant(type);
        } else {
            out.octets(Op.LOCAL_GET).unsigned(firstLocal(type));
        }
    }

    private void constant(int type) {
        switch (type) {
            case I32 -> out.octets(Op.I32_CONST).signed(random.nextInt(20) - 5);
            case I64 -> out.octets(Op.I64_CONST).signed(random.nextInt());
            case F32 -> out.octets(Op.F32_CONST, 0, 0, 0x20 * random.nextInt(8), 0x3F + random.nextInt(2));
            default -> out.octets(Op.F64_CONST, 0, 0, 0, 0, 0, 0, 16 * random.nextInt(16), 0x3F + random.nextInt(2));
        }
    }

    private static int addition(int type) {
        return switch (type) {
            case I32 -> Op.I32_ADD;
            case I64 -> 0x7C;
            case F32 -> 0x92;
            default -> 0xA0;
        };
    }

    /** A value made from one of another type. The bits of floats stay hidden, for those of a NaN are the engine's. */
    private void converted(int type) {
        switch (type) {
            case I32 -> {
                value(I64);
                out.octets(Op.I32_WRAP_I64);
            }
            case I64 -> {
                value(F64);
                out.octets(0xFC, 6);
            }
            case F32 -> {
                value(I32);
                out.octets(0xB2);
            }
            default -> {
                value(F32);
                out.octets(0xBB);
            }
        }
    }

    /** The result of a function that has such a one, if there is one. */
    private void called(int type) {
        for (int tries = 0; tries < 4; tries++) {
            int function = random.nextInt(functions.size());
            if (types.get(functions.get(function)).results().equals(List.of(type))) {
                call(function, false);
                return;
            }
        }
        cheap(type);
    }

    private void call(int function, boolean dropped) {
        FunctionType type = types.get(functions.get(function));
        type.parameters().forEach(this::value);
        if (random.nextBoolean()) {
            out.octets(Op.CALL).unsigned(function);
        } else {
            out.octets(Op.I32_CONST).signed(function).octets(Op.CALL_INDIRECT).unsigned(functions.get(function));
            out.octets(0);
        }
        if (dropped) {
            type.results().forEach(each -> out.octets(Op.DROP));
        }
    }

    private void construct(List<Integer> parameters, List<Integer> results, boolean dropped) {
        FunctionType type = new FunctionType(parameters, results);
        parameters.forEach(this::value);
        int kind = random.nextInt(3);
        switch (kind) {
            case 0 -> out.octets(Op.BLOCK).signed(type(type));
            case 1 -> out.octets(Op.LOOP).signed(type(type));
            default -> {
                value(I32);
                out.octets(Op.IF).signed(type(type));
            }
        }
        labels.add(kind == 1 ? parameters : results);
        inside(type, kind == 1);
        if (kind == 2) {
            out.octets(Op.ELSE);
            inside(type, false);
        }
        labels.remove(labels.size() - 1);
        out.octets(Op.END);
        if (dropped) {
            results.forEach(each -> out.octets(Op.DROP));
        }
    }

    private void inside(FunctionType type, boolean loop) {
        if (loop) {
            int out = labels.size() - 1;
            spend(() -> {
                labels.get(0).forEach(this::constant);
                this.out.octets(Op.BR).unsigned(out + 1L);
            });
        }
        // The operands stay below what comes now, or go into locals.
        if (random.nextBoolean()) {
            call(random.nextInt(functions.size()), true);
        }
        for (int i = type.parameters().size() - 1; i >= 0; i--) {
            out.octets(Op.LOCAL_SET).unsigned(firstLocal(type.parameters().get(i)));
        }
        for (int statements = random.nextInt(3); statements > 0; statements--) {
            statement();
        }
        type.results().forEach(this::value);
    }
}
