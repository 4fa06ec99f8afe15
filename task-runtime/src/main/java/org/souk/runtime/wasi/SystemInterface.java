package org.souk.runtime.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.souk.runtime.RunRequest;
import org.souk.runtime.snapshot.SnapshotReader;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.SnapshotWriter;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;
import run.endive.runtime.HostFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** WASI preview 1 for one run of one program. Used by one thread. */
public final class SystemInterface implements Closeable {

    /** The program's name, as it sees it. It is always the same so that the fuel is. */
    private static final String PROGRAM = "task";

    private final Map<String, SystemCall> calls = new HashMap<>();
    private final StorageQuota quota;
    private final FileJournal journal = new FileJournal();
    private final FileTimes times;
    private final OpenFiles files;
    private final StandardInput input;
    private final ProcessCalls process;
    private final SavedFiles savedFiles;
    private final SavedDescriptors savedDescriptors;
    private final List<Closeable> streams = new ArrayList<>();

    private SystemInterface(RunRequest request, Surroundings around, FileTree tree, boolean goesOn) throws IOException {
        ProgramClock clock = new ProgramClock(request.clockStart(), around.fuel());
        quota = new StorageQuota(request.limits().storageBytes());
        times = new FileTimes(clock);
        files = new OpenFiles(quota, journal, times);
        DescriptorTable table = new DescriptorTable(request.limits().descriptors(), files);
        try {
            RunRequest.Streams paths = request.streams();
            long limit = request.limits().outputBytes();
            input = opened(new StandardInput(paths.stdin()));
            StandardOutput output =
                    opened(new StandardOutput("standard output", paths.stdout(), limit, journal, goesOn));
            StandardOutput error = opened(new StandardOutput("standard error", paths.stderr(), limit, journal, goesOn));
            Descriptor.Input in = new Descriptor.Input(input);
            Descriptor.Output out = new Descriptor.Output(output);
            Descriptor.Output err = new Descriptor.Output(error);
            if (!goesOn) {
                table.add(in);
                table.add(out);
                table.add(err);
                table.add(new Descriptor.Directory(List.of(), true));
            }
            process = processCalls(request, table, clock, new Sleep(around.clock(), clock, around.point()));
            savedFiles = new SavedFiles(tree.writable(), request);
            savedDescriptors = new SavedDescriptors(tree, files, table, in, out, err);
            new DescriptorCalls(tree, table, times).addTo(calls);
            new PathCalls(tree, table, files, quota, journal, times).addTo(calls);
            process.addTo(calls);
        } catch (IOException e) {
            close();
            throw e;
        } catch (CallFailed e) {
            close();
            throw new IOException("descriptors: at least 4 are needed", e);
        }
    }

    private <T extends Closeable> T opened(T stream) {
        streams.add(stream);
        return stream;
    }

    /**
     * Opens the standard streams and the files that the program may see.
     *
     * @throws IOException if one of them cannot be opened
     */
    public static SystemInterface open(RunRequest request, Surroundings around) throws IOException {
        return new SystemInterface(request, around, new FileTree(request.root(), request.mounts()), false);
    }

    /**
     * Opens what was open when the run was saved, after its files have been made what they were.
     *
     * @param snapshot at the record to go on from; those before it were restored already
     * @param state what {@link #save} wrote
     * @throws SnapshotRefused if the snapshot wants what this run does not allow
     * @throws IOException if one of the files cannot be written or opened
     */
    public static SystemInterface restore(
            RunRequest request, Surroundings around, SnapshotReader snapshot, StateReader state)
            throws IOException, SnapshotRefused {
        FileTree tree = new FileTree(request.root(), request.mounts());
        new SavedFiles(tree.writable(), request).restore(snapshot, unnamed(request));
        SystemInterface restored = new SystemInterface(request, around, tree, true);
        try {
            restored.quota.restoreFrom(state);
            restored.process.restoreFrom(state);
            restored.times.restoreFrom(state);
            restored.input.goTo(state.large("position in standard input", 0, Long.MAX_VALUE));
            restored.savedDescriptors.restoreFrom(
                    state, unnamed(request), request.limits().descriptors());
            return restored;
        } catch (IOException | SnapshotRefused e) {
            restored.close();
            throw e;
        }
    }

    private static Path unnamed(RunRequest request) {
        return request.streams().stdout();
    }

    /** Saves the files, whole or what changed since the last time, and everything else as a part of the state. */
    public void save(SnapshotWriter snapshot, StateWriter state) throws IOException {
        List<FileChannel> unnamed =
                savedDescriptors.unnamed().stream().map(OpenFile::channel).toList();
        savedFiles.save(snapshot, journal, unnamed);
        quota.saveTo(state);
        process.saveTo(state);
        times.saveTo(state);
        state.large(input.position());
        savedDescriptors.saveTo(state);
    }

    /** The next snapshot needs only what changes from now on. */
    public void saved() {
        journal.clear();
    }

    private static ProcessCalls processCalls(
            RunRequest request, DescriptorTable table, ProgramClock clock, Sleep sleep) {
        List<String> arguments = new ArrayList<>(List.of(PROGRAM));
        arguments.addAll(request.arguments());
        List<String> environment = new ArrayList<>();
        new TreeMap<>(request.environment()).forEach((name, value) -> environment.add(name + "=" + value));
        return new ProcessCalls(arguments, environment, request.randomSeed(), table, clock, sleep);
    }

    /**
     * What a run has to do with its surroundings.
     *
     * @param clock how long it has really run
     * @param fuel how much it has used, exact whenever the program calls the host
     * @param point what is told of calls that may take long
     */
    public record Surroundings(RunClock clock, LongSupplier fuel, YieldPoint point) {}

    /** The functions that a program can import. */
    public List<HostFunction> functions() {
        List<HostFunction> functions = new ArrayList<>();
        calls.forEach((name, call) -> functions.add(new HostFunction(
                Preview1.MODULE,
                name,
                type(Preview1.signatureOf(name).orElseThrow()),
                (instance, arguments) -> answer(call, instance, arguments))));
        return functions;
    }

    /** Whether a write was answered with {@code ENOSPC}. */
    public boolean storageRefused() {
        return quota.refused();
    }

    @Override
    public void close() throws IOException {
        files.closeAll();
        for (Closeable stream : streams) {
            stream.close();
        }
    }

    private static FunctionType type(String signature) {
        List<ValType> parameters = new ArrayList<>();
        int colon = signature.indexOf(':');
        for (int i = 0; i < colon; i++) {
            parameters.add(signature.charAt(i) == 'i' ? ValType.I32 : ValType.I64);
        }
        return FunctionType.of(parameters, signature.endsWith(":") ? List.of() : List.of(ValType.I32));
    }

    private static long[] answer(SystemCall call, Instance instance, long[] arguments) {
        // A program that only calls the host may come by no other place that would end it.
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
        try {
            call.run(new GuestMemory(instance.memory()), arguments);
            return new long[] {Errno.SUCCESS.number()};
        } catch (CallFailed e) {
            return new long[] {e.errno().number()};
        } catch (ClosedByInterruptException e) {
            throw new Interrupted();
        } catch (IOException e) {
            return new long[] {errnoOf(e).number()};
        }
    }

    /**
     * What a failure of the host means to the program: an error that it would get everywhere.
     *
     * @throws UncheckedIOException if this machine fails, such as when its disk is full; the run must not go on, for elsewhere
     *     the program would have been told something else
     */
    private static Errno errnoOf(IOException e) {
        if (e instanceof NoSuchFileException) {
            return Errno.NOENT;
        }
        if (e instanceof FileAlreadyExistsException) {
            return Errno.EXIST;
        }
        if (e instanceof AccessDeniedException) {
            return Errno.ROFS;
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            String reason = failed.getReason();
            if (reason.contains("Too many levels")) {
                return Errno.LOOP;
            }
            if (reason.contains("Not a directory")) {
                return Errno.NOTDIR;
            }
        }
        throw new UncheckedIOException(e);
    }
}
