package org.souk.runtime.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.souk.runtime.Ending;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.module.Metering;
import org.souk.runtime.wasi.CallPrices;
import org.souk.runtime.wasi.Interrupted;
import org.souk.runtime.wasi.OutputLimitReached;
import org.souk.runtime.wasi.ProgramExit;
import org.souk.runtime.wasi.RunClock;
import org.souk.runtime.wasi.SystemInterface;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TableInstance;
import run.endive.runtime.TrapException;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/** One run of one program on the calling thread. Another thread may watch and stop it. */
final class Execution {

    private static final long PAGE = 65_536;
    private static final long MAX_TABLE_ENTRIES = 1_000_000;

    private final RunRequest request;
    private final Object lock = new Object();
    private final FuelTank tank;
    private final RunClock clock;
    private volatile Memory memory;
    private volatile Ending stopped;
    private Instance instance;
    private Thread thread;

    Execution(RunRequest request) {
        this(request, same -> {});
    }

    /** @param changed called on the program's thread when it has come to stand and when it goes on */
    Execution(RunRequest request, Consumer<Execution> changed) {
        this.request = request;
        this.clock = new RunClock(() -> changed.accept(this));
        this.tank = new FuelTank(request.limits().fuel());
    }

    /** Runs it to its end, whatever that is. */
    RunOutcome run(Program program) {
        if (program.initialMemoryBytes() > request.limits().memoryBytes()) {
            return failure(
                    Ending.INVALID_MODULE,
                    "the module needs " + program.initialMemoryBytes() + " bytes of memory at its start; the limit is "
                            + request.limits().memoryBytes());
        }
        try (SystemInterface system = new SystemInterface(request, clock)) {
            begin();
            try {
                clock.start();
                start(program, system);
                return outcome(Ending.EXITED, 0, "", system);
            } catch (ProgramExit exit) {
                return outcome(Ending.EXITED, exit.code(), "", system);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                return ended(e, system);
            } finally {
                end();
            }
        } catch (IOException e) {
            return failure(Ending.HOST_ERROR, e.toString());
        }
    }

    private void begin() {
        synchronized (lock) {
            thread = Thread.currentThread();
            if (stopped != null) {
                thread.interrupt();
            }
        }
    }

    /** After this no interrupt reaches the thread any more. */
    private void end() {
        synchronized (lock) {
            thread = null;
            Thread.interrupted();
        }
    }

    private void start(Program program, SystemInterface system) {
        CallPrices prices = new CallPrices();
        List<HostFunction> functions = new ArrayList<>();
        system.functions().forEach(function -> functions.add(prices.priced(function)));
        functions.add(new HostFunction(
                Metering.HOOK_MODULE, Metering.HOOK, FunctionType.of(List.of(), List.of()), (caller, arguments) -> {
                    instance = caller;
                    checkStopped();
                    tank.refill(caller);
                    clock.pass();
                    return new long[0];
                }));
        functions.add(new HostFunction(
                Metering.HOOK_MODULE,
                Metering.DEEP_HOOK,
                FunctionType.of(List.of(), List.of()),
                (caller, arguments) -> {
                    instance = caller;
                    throw new TrapException("call stack exhausted");
                }));
        instance = Instance.builder(program.module())
                .withStart(false)
                .withImportValues(ImportValues.builder()
                        .addFunction(functions.toArray(HostFunction[]::new))
                        .build())
                .withMemoryFactory(this::limitedMemory)
                .withTableFactory(Execution::ownTable)
                .withMachineFactory(program.machines())
                .build();
        checkStopped();
        instance.export("_start").apply();
    }

    /** Endive's table grows the declaration that all instances of a module share, so each gets a declaration of its own. */
    private static TableInstance ownTable(Table declared, int initialReference) {
        TableLimits limits = declared.limits();
        TableLimits own = new TableLimits(limits.min(), Math.min(limits.max(), MAX_TABLE_ENTRIES));
        return new TableInstance(new Table(declared.elementType(), own, declared.initialize()), initialReference);
    }

    private Memory limitedMemory(MemoryLimits declared) {
        long allowed = request.limits().memoryBytes() / PAGE;
        int maximum = (int) Math.min(declared.maximumPages(), Math.min(allowed, Memory.RUNTIME_MAX_PAGES));
        memory = new ByteArrayMemory(new MemoryLimits(declared.initialPages(), maximum));
        return memory;
    }

    private void checkStopped() {
        if (stopped != null) {
            throw new Interrupted();
        }
    }

    /** Ends the run in this way, unless it has ended. */
    void stop(Ending ending) {
        synchronized (lock) {
            if (stopped == null) {
                stopped = ending;
            }
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Lets the program stand still from its next slice of fuel, call of the host or sleep on; or at its start. */
    void suspend() {
        clock.suspend();
    }

    /** Lets it go on where it stands. */
    void resume() {
        clock.resume();
    }

    boolean isSuspended() {
        return clock.isSuspended();
    }

    RunProgress progress() {
        return new RunProgress(tank.reported(), wall(), memoryBytes(), clock.isStanding());
    }

    /** The time that it has run. */
    Duration wall() {
        return Duration.ofNanos(clock.nanos());
    }

    /** What is left of its limit. */
    Duration wallLeft() {
        return request.limits().wall().minus(wall());
    }

    private long memoryBytes() {
        Memory present = memory;
        return present == null ? 0 : present.pages() * PAGE;
    }

    private RunOutcome ended(Throwable cause, SystemInterface system) {
        if (stopped != null) {
            return outcome(stopped, -1, stopped == Ending.WALL_LIMIT ? "it ran longer than it may" : "", system);
        }
        if (cause instanceof FuelTank.Empty) {
            return outcome(Ending.FUEL_EXHAUSTED, -1, cause.getMessage(), system);
        }
        if (cause instanceof OutputLimitReached) {
            return outcome(Ending.OUTPUT_LIMIT, -1, cause.getMessage(), system);
        }
        if (cause instanceof OutOfMemoryError) {
            return outcome(Ending.MEMORY_LIMIT, -1, "the worker's heap is too small for the task", system);
        }
        if (cause instanceof StackOverflowError) {
            return outcome(Ending.TRAPPED, -1, "call stack exhausted", system);
        }
        if (cause instanceof Interrupted || cause instanceof WasmInterruptedException) {
            return outcome(Ending.CANCELLED, -1, "the worker was interrupted", system);
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return outcome(Ending.TRAPPED, -1, message, system);
    }

    private RunOutcome outcome(Ending ending, int exitCode, String detail, SystemInterface system) {
        long fuel = instance == null ? 0 : tank.used(instance);
        return new RunOutcome(ending, exitCode, detail, fuel, wall(), memoryBytes(), system.storageRefused());
    }

    /** A run that did not begin. */
    static RunOutcome failure(Ending ending, String detail) {
        return new RunOutcome(ending, -1, detail, 0, Duration.ZERO, 0, false);
    }
}
