package org.souk.runtime.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.souk.runtime.Ending;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.module.Metering;
import org.souk.runtime.moving.Migratable;
import org.souk.runtime.snapshot.GrowingFile;
import org.souk.runtime.snapshot.MemoryImage;
import org.souk.runtime.snapshot.SnapshotKey;
import org.souk.runtime.snapshot.SnapshotLink;
import org.souk.runtime.snapshot.SnapshotReader;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.SnapshotWriter;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;
import org.souk.runtime.wasi.Interrupted;
import org.souk.runtime.wasi.OutputLimitReached;
import org.souk.runtime.wasi.ProgramExit;
import org.souk.runtime.wasi.RunClock;
import org.souk.runtime.wasi.SystemInterface;
import org.souk.runtime.wasi.YieldPoint;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TableInstance;
import run.endive.runtime.TrapException;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;

/** One run of one program on the calling thread. Another thread may watch and stop it. */
final class Execution {

    private static final long PAGE = 65_536;
    private static final int MAX_TABLE_ENTRIES = 1_000_000;
    private static final long[] NOTHING = {};

    private final RunRequest request;
    private final Optional<GrowingFile> arriving;
    private final SystemFunctions functions = new SystemFunctions();
    private final Object lock = new Object();
    private final FuelTank tank;
    private final RunClock clock;
    private final SavedStack stack = new SavedStack();
    private final Departure departure;
    private volatile Memory memory;
    private volatile Ending stopped;
    private volatile long slices;
    private boolean restoring;
    private Program program;
    private Instance instance;
    private SystemInterface system;
    private Thread thread;

    Execution(RunRequest request) {
        this(request, Optional.empty(), same -> {});
    }

    /**
     * @param arriving how much there is of the snapshot that the run goes on from, if it is still on its way; as soon as a
     *     record is there it is restored, so that less is left to do at the end
     * @param changed called on the program's thread when it has come to stand and when it goes on
     */
    Execution(RunRequest request, Optional<GrowingFile> arriving, Consumer<Execution> changed) {
        this.request = request;
        this.arriving = arriving;
        this.clock = new RunClock(() -> changed.accept(this));
        this.tank = new FuelTank(request.limits().fuel());
        this.departure = new Departure();
    }

    /** Runs it to its end, whatever that is. */
    RunOutcome run(Program loaded) {
        program = loaded;
        if (program.initialMemoryBytes() > request.limits().memoryBytes()) {
            return failure(
                    Ending.INVALID_MODULE,
                    "the module needs " + program.initialMemoryBytes() + " bytes of memory at its start; the limit is "
                            + request.limits().memoryBytes());
        }
        begin();
        try {
            boolean restored = open();
            return live(restored);
        } catch (ProgramExit exit) {
            return outcome(Ending.EXITED, exit.code(), "");
        } catch (SnapshotRefused e) {
            return stoppedOr(Ending.INVALID_SNAPSHOT, "the snapshot " + e.getMessage());
        } catch (SavedStack.Wrong e) {
            return stoppedOr(Ending.INVALID_SNAPSHOT, "the snapshot " + e.getMessage());
        } catch (IOException e) {
            return stoppedOr(Ending.HOST_ERROR, e.toString());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return ended(e);
        } finally {
            end();
            close();
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

    /** Opens its files and makes the instance, from the beginning or from a snapshot; says which of the two. */
    private boolean open() throws IOException, SnapshotRefused {
        checkStopped();
        if (request.snapshot().isEmpty()) {
            system = SystemInterface.open(request, surroundings());
            functions.bind(system);
            clock.start();
            instance = instantiate();
            return false;
        }
        if (!program.isMigratable()) {
            throw new SnapshotRefused("cannot be of this module, which " + program.notMigratable());
        }
        restoring = true;
        SnapshotKey key = request.snapshotKey().orElseThrow();
        Path file = request.snapshot().get();
        try (SnapshotReader snapshot = arriving.isEmpty()
                ? SnapshotReader.open(file, key, program.hash())
                : SnapshotReader.open(file, arriving.get(), key, program.hash())) {
            while (snapshot.next()) {
                restore(snapshot);
            }
        }
        restoring = false;
        return true;
    }

    /** Each record is a state of the program; that of the last one counts. */
    private void restore(SnapshotReader snapshot) throws IOException, SnapshotRefused {
        StateReader state = new StateReader(snapshot.state());
        close();
        system = SystemInterface.restore(request, surroundings(), snapshot, state);
        functions.bind(system);
        if (instance == null) {
            instance = instantiate();
        }
        MemoryImage.restore(snapshot, memory);
        new SavedProgram(instance, MAX_TABLE_ENTRIES).restoreFrom(state);
        tank.restoreFrom(state, instance);
        stack.restoreFrom(state);
        long nanos = state.large("time that it has run", 0, Long.MAX_VALUE / 4);
        state.end();
        clock.startAt(nanos);
    }

    private SystemInterface.Surroundings surroundings() {
        return new SystemInterface.Surroundings(clock, () -> tank.seen(instance), departure);
    }

    private Instance instantiate() {
        List<HostFunction> imports = new ArrayList<>(functions.of(system));
        imports.add(hook(Metering.HOOK, List.of(), List.of(), (caller, arguments) -> {
            instance = caller;
            sliceEnded();
            return NOTHING;
        }));
        imports.add(hook(Metering.DEEP_HOOK, List.of(), List.of(), (caller, arguments) -> {
            throw new TrapException("call stack exhausted");
        }));
        imports.addAll(stackFunctions(Migratable.PUSH, Migratable.POP, ValType.I64));
        imports.addAll(stackFunctions(Migratable.PUSH_FUNCTION, Migratable.POP_FUNCTION, ValType.FuncRef));
        imports.addAll(stackFunctions(Migratable.PUSH_EXTERN, Migratable.POP_EXTERN, ValType.ExternRef));
        return Instance.builder(program.module())
                .withStart(false)
                .withImportValues(ImportValues.builder()
                        .addFunction(imports.toArray(HostFunction[]::new))
                        .build())
                .withMemoryFactory(this::limitedMemory)
                .withTableFactory(Execution::ownTable)
                .withMachineFactory(program.machines())
                .build();
    }

    private List<HostFunction> stackFunctions(String push, String pop, ValType type) {
        HostFunction pushing = hook(push, List.of(type), List.of(), (caller, arguments) -> {
            stack.push(arguments[0]);
            return NOTHING;
        });
        HostFunction popping = hook(pop, List.of(), List.of(type), (caller, arguments) -> {
            long value = stack.pop();
            if (type.isReference() && !new SavedProgram(caller, MAX_TABLE_ENTRIES).isReference(value)) {
                throw new SavedStack.Wrong("has a wrong reference on its stack");
            }
            return new long[] {value};
        });
        return List.of(pushing, popping);
    }

    private static HostFunction hook(
            String name, List<ValType> parameters, List<ValType> results, WasmFunctionHandle function) {
        return new HostFunction(Metering.HOOK_MODULE, name, FunctionType.of(parameters, results), function);
    }

    private void sliceEnded() {
        boolean arrived = departure.arrives();
        checkStopped();
        tank.refill(instance);
        if (!arrived) {
            slices++;
            departure.callIfDue();
        }
        while (!departure.leaves()) {
            clock.pass();
            if (!clock.isCalled()) {
                return;
            }
        }
    }

    /** Runs the program; whenever it has left its calls it is saved and put into them again. */
    private RunOutcome live(boolean restored) {
        boolean away = restored;
        while (true) {
            if (away) {
                clock.pass();
                checkStopped();
                if (departure.isDue()) {
                    departure.save();
                    continue;
                }
                departure.comesBack();
                clock.unrest();
            }
            checkStopped();
            instance.export("_start").apply();
            if (!departure.hasLeft()) {
                return outcome(Ending.EXITED, 0, "");
            }
            departure.save();
            away = true;
        }
    }

    /** Orders a snapshot; {@code done} hears what came of it, on the program's thread or, if it fails at once, here. */
    void order(SnapshotOrder order, Consumer<SnapshotResult> done) {
        departure.order(order, done);
    }

    /** What is still ordered, or will be, fails: the run has ended. */
    void orderNoMore() {
        departure.end();
    }

    private void close() {
        if (system != null) {
            try {
                system.close();
            } catch (IOException e) {
                // What the program wrote was written when it wrote it; only the closing failed.
                System.err.println("worker: " + e);
            }
        }
    }

    /** Takes the program out of its calls, saves it and puts it into them again. */
    private final class Departure implements YieldPoint {
        private final MemoryImage image = new MemoryImage();
        private SnapshotOrder order;
        private Consumer<SnapshotResult> done;
        private SnapshotLink last;
        private boolean ended;

        void order(SnapshotOrder wanted, Consumer<SnapshotResult> hearer) {
            String refusal;
            synchronized (this) {
                refusal = ended ? SnapshotResult.RUN_ENDED : order != null ? "another snapshot is under way" : null;
                if (refusal == null) {
                    order = wanted;
                    done = hearer;
                }
            }
            if (refusal == null) {
                callIfDue();
            } else {
                hearer.accept(new SnapshotResult.Failed(refusal));
            }
        }

        synchronized boolean isDue() {
            return order != null && slices >= order.afterSlices();
        }

        void callIfDue() {
            if (isDue()) {
                clock.call();
            }
        }

        @Override
        public boolean arrives() {
            if (!isComingBack()) {
                return false;
            }
            stack.requireEmpty();
            state().setValue(Migratable.RUNNING);
            return true;
        }

        @Override
        public boolean leaves() {
            checkStopped();
            if (!isDue()) {
                return false;
            }
            if (!program.isMigratable()) {
                report(new SnapshotResult.Failed("the module " + program.notMigratable()));
                return false;
            }
            if (request.snapshotKey().isEmpty()) {
                report(new SnapshotResult.Failed("the run has no key for snapshots"));
                return false;
            }
            state().setValue(Migratable.UNWINDING);
            return true;
        }

        boolean hasLeft() {
            return program.isMigratable() && state().getValue() == Migratable.UNWINDING;
        }

        boolean isComingBack() {
            return instance != null && program.isMigratable() && state().getValue() == Migratable.REWINDING;
        }

        void comesBack() {
            state().setValue(Migratable.REWINDING);
        }

        private GlobalInstance state() {
            return instance.exports().global(Migratable.STATE);
        }

        /** Whatever fails here, the program goes on as if nothing had been ordered. */
        void save() {
            long began = System.nanoTime();
            clock.rest();
            SnapshotResult result;
            try {
                long before = last == null ? 0 : last.length();
                last = write();
                long added = last.records() == 1 ? last.length() : last.length() - before;
                result = new SnapshotResult.Taken(
                        tank.used(instance),
                        wall(),
                        last.length(),
                        added,
                        last.records(),
                        memoryBytes(),
                        Duration.ofNanos(System.nanoTime() - began));
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                last = null;
                result = new SnapshotResult.Failed("the snapshot could not be written: " + e);
            } finally {
                clock.unrest();
            }
            report(result);
        }

        private SnapshotLink write() throws IOException {
            SnapshotKey key = request.snapshotKey().orElseThrow();
            boolean grows = grows();
            try (SnapshotWriter writer = grows
                    ? SnapshotWriter.changes(last, key, program.hash(), order.packing())
                    : SnapshotWriter.whole(order.file(), key, program.hash(), order.packing())) {
                StateWriter state = new StateWriter();
                system.save(writer, state);
                image.write(memory, writer);
                new SavedProgram(instance, MAX_TABLE_ENTRIES).saveTo(state);
                tank.saveTo(state);
                stack.saveTo(state);
                state.large(clock.nanos());
                writer.state(state.toByteArray());
                SnapshotLink link = writer.finish();
                system.saved();
                return link;
            }
        }

        private boolean grows() throws IOException {
            boolean known = last != null && last.file().equals(order.file());
            return switch (order.extent()) {
                case WHOLE -> false;
                case CHANGES -> known && last.shouldGrow();
                case APPENDED -> {
                    if (!known || !last.canGrow()) {
                        throw new IOException("there is no snapshot to which this could be appended");
                    }
                    yield true;
                }
            };
        }

        private void report(SnapshotResult result) {
            Consumer<SnapshotResult> hearer;
            synchronized (this) {
                boolean taken = result.match(there -> true, failed -> false);
                if (taken && order.then() == SnapshotOrder.Then.STAND) {
                    clock.suspend();
                }
                hearer = done;
                order = null;
                done = null;
                clock.uncall();
            }
            hearer.accept(result);
        }

        void end() {
            synchronized (this) {
                ended = true;
                if (order == null) {
                    return;
                }
            }
            report(new SnapshotResult.Failed(SnapshotResult.RUN_ENDED));
        }
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
        return new RunProgress(tank.reported(), wall(), memoryBytes(), clock.isStanding(), isMovable());
    }

    private boolean isMovable() {
        Program known = program;
        return known != null && known.isMigratable() && request.snapshotKey().isPresent();
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

    private RunOutcome ended(Throwable cause) {
        if (stopped != null) {
            return stoppedOr(stopped, "");
        }
        if (restoring || departure.isComingBack()) {
            // Whoever has written it may have meant it to be too large, too.
            return outcome(Ending.INVALID_SNAPSHOT, -1, "the program could not go on from the snapshot: " + cause);
        }
        if (cause instanceof FuelTank.Empty) {
            return outcome(Ending.FUEL_EXHAUSTED, -1, cause.getMessage());
        }
        if (cause instanceof OutputLimitReached) {
            return outcome(Ending.OUTPUT_LIMIT, -1, cause.getMessage());
        }
        if (cause instanceof UncheckedIOException failed) {
            return outcome(Ending.HOST_ERROR, -1, failed.getCause().toString());
        }
        if (cause instanceof OutOfMemoryError) {
            return outcome(Ending.MEMORY_LIMIT, -1, "the worker's heap is too small for the task");
        }
        if (cause instanceof StackOverflowError) {
            return outcome(Ending.TRAPPED, -1, "call stack exhausted");
        }
        if (cause instanceof Interrupted || cause instanceof WasmInterruptedException) {
            return outcome(Ending.CANCELLED, -1, "the worker was interrupted");
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return outcome(Ending.TRAPPED, -1, message);
    }

    private RunOutcome stoppedOr(Ending ending, String detail) {
        if (stopped != null) {
            return outcome(stopped, -1, stopped == Ending.WALL_LIMIT ? "it ran longer than it may" : "");
        }
        return outcome(ending, -1, detail);
    }

    private RunOutcome outcome(Ending ending, int exitCode, String detail) {
        long fuel = instance == null ? 0 : tank.used(instance);
        boolean storageRefused = system != null && system.storageRefused();
        return new RunOutcome(ending, exitCode, detail, fuel, wall(), memoryBytes(), storageRefused);
    }

    /** A run that did not begin. */
    static RunOutcome failure(Ending ending, String detail) {
        return new RunOutcome(ending, -1, detail, 0, Duration.ZERO, 0, false);
    }
}
