package org.souk.agent.work;

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
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.StoredFile;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.worker.WorkerOptions;
import org.souk.runtime.worker.WorkerProcess;

/**
 * Runs a task once more, on this machine and for nobody, from the content that its order names. Everything that decides
 * what its program does is as on a node; nothing is uploaded.
 */
public final class Replay {
    private final Path folder;
    private final ContentCache cache;
    private final RunFolders runs;

    /** What a task reads and has to write; null stands for none everywhere. */
    public record Order(RunTerms terms, String stdin, List<FileBody> inputs, List<String> outputs) {
        public Order {
            outputs = outputs == null ? List.of() : List.copyOf(outputs);
        }
    }

    /**
     * @param folder an existing folder of its own
     * @param source where content comes from; it is verified here
     */
    public Replay(Path folder, ContentSource source) throws IOException {
        this.folder = folder;
        this.cache = ContentCache.open(folder.resolve("cache"), Long.MAX_VALUE, source);
        this.runs = new RunFolders(folder.resolve("runs"));
    }

    /**
     * Runs the task in a worker of its own.
     *
     * @throws IOException when its content is not to be had or this machine fails; that says nothing about the task
     */
    public Findings of(Order order, Consumer<RunProgress> listener) throws IOException, InterruptedException {
        RunTerms terms = order.terms();
        WorkerOptions options = WorkerOptions.forTasksOf(
                terms.resources().ramBytes(), Files.createDirectories(folder.resolve("worker")));
        try (Inputs inputs = Inputs.of(terms.module(), order.stdin(), order.inputs(), cache);
                RunFolders.RunFolder run = runs.take();
                WorkerProcess worker = WorkerProcess.start(options)) {
            Outputs outputs = new Outputs(Replay::named, run);
            outputs.prepare(order.outputs());
            RunOutcome outcome = worker.run(terms.request(inputs, run, Optional.empty()), listener)
                    .get();
            return Findings.of(outcome, EndReason.of(outcome), outcome.detail(), outputs, order.outputs());
        } catch (AttemptFailed e) {
            throw new IOException(e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run never completes exceptionally", e);
        }
    }

    private static StoredFile named(Path fileOrFolder) throws IOException {
        return new StoredFile(HashOnly.cidOf(fileOrFolder).toString(), Folders.bytes(fileOrFolder));
    }
}
