package org.souk.runtime.moving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunRequest;
import org.souk.runtime.module.Metering;
import org.souk.runtime.wasi.ProgramExit;
import org.souk.runtime.wasi.RunClock;
import org.souk.runtime.wasi.SystemInterface;
import org.souk.runtime.wasi.YieldPoint;
import org.souk.runtime.worker.MeteredCode;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;
import run.endive.runtime.TableInstance;
import run.endive.runtime.TrapException;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;
import run.endive.wasm.types.Value;

/** Runs a metered module in this process, from one instance to the next, the way a worker and a snapshot do. */
final class Journey {

    /** Deep calls take much of a Java stack while they are interpreted. */
    private static final long STACK = 1L << 29;

    private static final FunctionType NOTHING = FunctionType.of(List.of(), List.of());

    private static final String OUT_OF_FUEL = "out of fuel";

    /** How far a module was rewritten; each rewrite adds a global. */
    private enum Rewritten {
        NOT,
        METERED,
        MIGRATABLE
    }

    /** What can be seen of a run when it has ended. */
    record End(long fuel, String outcome, String memory, List<Long> globals, String output) {}

    private final WasmModule module;
    private final Rewritten rewritten;
    private final boolean migratable;
    private final List<Function<Instance, Machine>> engines;
    private final RunRequest request;
    private final Deque<Long> frames = new ArrayDeque<>();
    private IntPredicate suspendAt = yield -> false;
    private long slice = 1_000_000;
    private long limit = Long.MAX_VALUE;
    private long granted;
    private int yields;
    private int suspensions;
    private int deepest;
    private Instance instance;

    private Journey(byte[] module, Rewritten rewritten, Path directory, boolean... compiled) throws IOException {
        this.module = Parser.parse(module);
        this.rewritten = rewritten;
        this.migratable = rewritten == Rewritten.MIGRATABLE;
        this.engines = new ArrayList<>();
        for (boolean each : compiled) {
            engines.add(each ? MeteredCode.compile(this.module) : InterpreterMachine::new);
        }
        Path own = Files.createTempDirectory(directory, "run");
        this.request = new RunRequest(
                own.resolve("none"),
                "none",
                List.of(),
                Map.of(),
                new RunRequest.Streams(Optional.empty(), own.resolve("stdout"), own.resolve("stderr")),
                Files.createDirectories(own.resolve("root")),
                List.of(),
                RunLimits.DEFAULT,
                42);
    }

    /** A run of a module as it came, interpreted and without fuel. */
    static Journey unprepared(byte[] module, Path directory) throws IOException {
        return new Journey(module, Rewritten.NOT, directory, false);
    }

    /** A run that stays where it is. */
    static Journey atHome(byte[] metered, Path directory, boolean compiled) throws IOException {
        return new Journey(metered, Rewritten.METERED, directory, compiled);
    }

    /** @param compiled the engines of the instances, which take turns */
    static Journey abroad(byte[] metered, Path directory, boolean... compiled) throws IOException, NotMigratable {
        return new Journey(Migratable.rewrite(metered), Rewritten.MIGRATABLE, directory, compiled);
    }

    Journey suspendingAt(IntPredicate chosen) {
        suspendAt = chosen;
        return this;
    }

    /** After so much fuel the run ends, at the next slice. */
    Journey atMost(long fuel) {
        limit = fuel;
        return this;
    }

    Journey inSlicesOf(long fuel) {
        slice = fuel;
        return this;
    }

    int suspensions() {
        return suspensions;
    }

    /** The largest number of values that waited in frames. */
    int deepest() {
        return deepest;
    }

    End run() throws IOException {
        FutureTask<End> travel = new FutureTask<>(this::runHere);
        new Thread(null, travel, "journey", STACK).start();
        try {
            return travel.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private End runHere() throws IOException {
        String outcome;
        try (SystemInterface system = SystemInterface.open(request, surroundings())) {
            outcome = travel(system);
        }
        String output = Files.readString(request.streams().stdout(), StandardCharsets.ISO_8859_1);
        List<Long> globals = new ArrayList<>();
        if (instance == null) {
            return new End(0, outcome, "", globals, output);
        }
        int own = module.globalSection().globalCount() - rewritten.ordinal();
        for (int i = 0; i < own; i++) {
            GlobalInstance global = instance.global(i);
            // Functions have other indices when a module is rewritten.
            boolean set = global.getValue() != Value.REF_NULL_VALUE;
            globals.add(!global.getType().isReference() ? global.getValue() : set ? 1L : 0L);
        }
        byte[] memory = instance.memory().readBytes(0, instance.memory().pages() * 65_536);
        return new End(
                rewritten == Rewritten.NOT ? 0 : granted - fuel(instance).getValue(),
                outcome,
                memory.length + ":" + Arrays.hashCode(memory),
                globals,
                output);
    }

    private SystemInterface.Surroundings surroundings() {
        LongSupplier fuel =
                () -> rewritten == Rewritten.NOT ? 0 : granted - fuel(instance).getValue();
        return new SystemInterface.Surroundings(new RunClock(() -> {}), fuel, YieldPoint.NONE);
    }

    private String travel(SystemInterface system) {
        try {
            instance = instantiate(system, 0);
            instance.export("_start").apply();
            while (migratable && state(instance).getValue() == Migratable.UNWINDING) {
                suspensions++;
                deepest = Math.max(deepest, frames.size());
                Instance next = instantiate(system, suspensions % engines.size());
                move(instance, next);
                instance = next;
                state(instance).setValue(Migratable.REWINDING);
                instance.export("_start").apply();
            }
            return frames.isEmpty() ? "returned" : frames.size() + " values were left";
        } catch (ProgramExit exit) {
            return "exit " + exit.code();
        } catch (WasmEngineException trap) {
            // What follows a colon are details that one engine gives and the other does not.
            return trap.getMessage().equals(OUT_OF_FUEL)
                    ? OUT_OF_FUEL
                    : "trap " + trap.getMessage().split(":", 2)[0];
        }
    }

    private void move(Instance from, Instance to) {
        int pages = from.memory().pages();
        to.memory().grow(pages - to.memory().pages());
        to.memory().write(0, from.memory().readBytes(0, pages * 65_536));
        for (int i = 0; i < from.globalCount(); i++) {
            to.global(i).setValue(from.global(i).getValue());
        }
        for (int i = 0; i < from.tableCount(); i++) {
            TableInstance table = to.table(i);
            table.grow(from.table(i).size() - table.size(), -1, to);
            for (int j = 0; j < table.size(); j++) {
                table.setRef(j, from.table(i).ref(j), to);
            }
        }
    }

    private Instance instantiate(SystemInterface system, int engine) {
        List<HostFunction> functions = new ArrayList<>();
        for (HostFunction function : system.functions()) {
            functions.add(function.name().equals("poll_oneoff") ? yielding(function) : function);
        }
        functions.add(yielding(new HostFunction("souk", "out_of_fuel", NOTHING, (caller, arguments) -> {
            if (granted >= limit) {
                throw new TrapException(OUT_OF_FUEL);
            }
            GlobalInstance fuel = fuel(caller);
            fuel.setValue(fuel.getValue() + slice);
            granted += slice;
            return new long[0];
        })));
        functions.add(new HostFunction("souk", Metering.DEEP_HOOK, NOTHING, (caller, arguments) -> {
            throw new TrapException("call stack exhausted");
        }));
        for (ValType type : List.of(ValType.I64, ValType.FuncRef, ValType.ExternRef)) {
            String suffix = type.equals(ValType.I64) ? "" : type.equals(ValType.FuncRef) ? "_funcref" : "_externref";
            functions.add(new HostFunction(
                    "souk", "push" + suffix, FunctionType.of(List.of(type), List.of()), (caller, arguments) -> {
                        frames.push(arguments[0]);
                        return new long[0];
                    }));
            functions.add(new HostFunction(
                    "souk", "pop" + suffix, FunctionType.of(List.of(), List.of(type)), (caller, arguments) ->
                            new long[] {frames.pop()}));
        }
        return Instance.builder(module)
                .withStart(false)
                .withImportValues(ImportValues.builder()
                        .addFunction(functions.toArray(HostFunction[]::new))
                        .build())
                .withMemoryFactory(ByteArrayMemory::new)
                .withTableFactory(Journey::ownTable)
                .withMachineFactory(engines.get(engine))
                .build();
    }

    private static TableInstance ownTable(Table declared, int initialReference) {
        TableLimits limits =
                new TableLimits(declared.limits().min(), declared.limits().max());
        return new TableInstance(new Table(declared.elementType(), limits, declared.initialize()), initialReference);
    }

    /** The function, with a decision before it: go on, or leave. */
    private HostFunction yielding(HostFunction function) {
        return new HostFunction(function.module(), function.name(), function.functionType(), (caller, arguments) -> {
            if (migratable) {
                if (state(caller).getValue() == Migratable.REWINDING) {
                    state(caller).setValue(Migratable.RUNNING);
                } else if (suspendAt.test(yields++)) {
                    state(caller).setValue(Migratable.UNWINDING);
                    return new long[function.functionType().returns().size()];
                }
            }
            return function.handle().apply(caller, arguments);
        });
    }

    private static GlobalInstance state(Instance instance) {
        return instance.exports().global(Migratable.STATE);
    }

    private static GlobalInstance fuel(Instance instance) {
        return instance.exports().global(Metering.FUEL);
    }
}
