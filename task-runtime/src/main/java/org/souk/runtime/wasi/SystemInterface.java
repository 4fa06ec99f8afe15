package org.souk.runtime.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.souk.runtime.RunRequest;
import run.endive.runtime.HostFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** WASI preview 1 for one run of one program. Used by one thread. */
public final class SystemInterface implements Closeable {

    /** The program's name, as it sees it. It is always the same so that the fuel is. */
    private static final String PROGRAM = "task";

    private final Map<String, SystemCall> calls = new HashMap<>();
    private final RunClock clock;
    private final StorageQuota quota;
    private final OpenFiles files;
    private final List<Closeable> streams = new ArrayList<>();

    /**
     * Opens the standard streams and the files that the program may see.
     *
     * @param clock of the run; every call passes its gate
     * @throws IOException if one of them cannot be opened
     */
    public SystemInterface(RunRequest request, RunClock clock) throws IOException {
        this.clock = clock;
        quota = new StorageQuota(request.limits().storageBytes());
        files = new OpenFiles(quota);
        DescriptorTable table = new DescriptorTable(request.limits().descriptors(), files);
        try {
            FileTree tree = new FileTree(request.root(), request.mounts());
            openStandard(request, table);
            new DescriptorCalls(tree, table).addTo(calls);
            new PathCalls(tree, table, files, quota).addTo(calls);
            processCalls(request, table, clock).addTo(calls);
        } catch (IOException e) {
            close();
            throw e;
        } catch (CallFailed e) {
            close();
            throw new IOException("descriptors: at least 4 are needed", e);
        }
    }

    private void openStandard(RunRequest request, DescriptorTable table) throws IOException, CallFailed {
        RunRequest.Streams paths = request.streams();
        long limit = request.limits().outputBytes();
        StandardInput input = new StandardInput(paths.stdin());
        streams.add(input);
        StandardOutput output = new StandardOutput("standard output", paths.stdout(), limit);
        streams.add(output);
        StandardOutput error = new StandardOutput("standard error", paths.stderr(), limit);
        streams.add(error);
        table.add(new Descriptor.Input(input));
        table.add(new Descriptor.Output(output));
        table.add(new Descriptor.Output(error));
        table.add(new Descriptor.Directory(List.of(), true));
    }

    private static ProcessCalls processCalls(RunRequest request, DescriptorTable table, RunClock clock) {
        List<String> arguments = new ArrayList<>(List.of(PROGRAM));
        arguments.addAll(request.arguments());
        List<String> environment = new ArrayList<>();
        new TreeMap<>(request.environment()).forEach((name, value) -> environment.add(name + "=" + value));
        return new ProcessCalls(arguments, environment, request.randomSeed(), table, clock);
    }

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

    private long[] answer(SystemCall call, Instance instance, long[] arguments) {
        clock.pass();
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
            if (reason.contains("No space left")) {
                return Errno.NOSPC;
            }
            if (reason.contains("Not a directory")) {
                return Errno.NOTDIR;
            }
        }
        return Errno.IO;
    }
}
