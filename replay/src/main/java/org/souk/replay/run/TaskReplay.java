package org.souk.replay.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.souk.client.content.ContentCache;
import org.souk.client.content.ContentSource;
import org.souk.client.content.HashOnly;
import org.souk.client.file.Folders;
import org.souk.core.replay.RunResult;
import org.souk.core.replay.RunTerms;
import org.souk.protocol.rest.StoredFile;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.worker.WorkerOptions;
import org.souk.runtime.worker.WorkerProcess;

/**
 * Runs a task once more, on this machine and for nobody, from the content that its terms name. Everything that decides
 * what its program does is as on a node; nothing is uploaded.
 */
public final class TaskReplay {
    private final Path folder;
    private final ContentCache cache;
    private final RunFolders runs;

    /**
     * @param folder an existing folder of its own
     * @param source where content comes from; it is verified here
     */
    public TaskReplay(Path folder, ContentSource source) throws IOException {
        this.folder = folder;
        this.cache = ContentCache.open(folder.resolve("cache"), Long.MAX_VALUE, source);
        this.runs = new RunFolders(folder.resolve("runs"));
    }

    /**
     * Runs the task in a worker of its own.
     *
     * @throws IOException when its content is not to be had or this machine fails; that says nothing about the task
     */
    public RunResult of(RunTerms terms, Consumer<RunProgress> listener) throws IOException, InterruptedException {
        WorkerOptions options =
                WorkerOptions.forTasksOf(terms.limits().ramBytes(), Files.createDirectories(folder.resolve("worker")));
        try (Inputs inputs = Inputs.of(terms, cache);
                RunFolders.RunFolder run = runs.take();
                WorkerProcess worker = WorkerProcess.start(options)) {
            Outputs outputs = new Outputs(TaskReplay::named, run);
            List<String> paths = terms.content().outputs();
            outputs.prepare(paths);
            RunRequest request = new PreparedRun(terms, inputs, run).request(Optional.empty(), Optional.empty());
            RunOutcome outcome = worker.run(request, listener).get();
            return outputs.result(outcome, ProgramEnd.of(outcome), outcome.detail(), paths);
        } catch (RunFailed e) {
            throw new IOException(e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run never completes exceptionally", e);
        }
    }

    private static StoredFile named(Path fileOrFolder) throws IOException {
        return new StoredFile(HashOnly.cidOf(fileOrFolder).toString(), Folders.bytes(fileOrFolder));
    }
}
