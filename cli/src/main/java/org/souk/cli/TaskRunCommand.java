package org.souk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.souk.cli.terminal.Amounts;
import org.souk.cli.terminal.Terminal;
import org.souk.client.MarketClient;
import org.souk.client.content.Contents;
import org.souk.client.task.TaskClient;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Submits a task and, when asked, waits for it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = TaskRunCommand.SUMMARY,
        footer = {"", ExitCodes.HELP})
final class TaskRunCommand implements Callable<Integer> {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Run a WebAssembly program on somebody's machine.";

    @Mixin
    Market market;

    @Mixin
    Printer printer;

    @Mixin
    TaskOptions task;

    @Option(names = "--wait", description = "Wait for the end; print what the program printed and save its outputs.")
    boolean waits;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "Where outputs are saved (default: a folder with the task's id).")
    Path outputDir;

    @Option(
            names = "--idempotency-key",
            paramLabel = "TEXT",
            description = "Submitting again with the same key gives the same task (default: random).")
    String idempotencyKey;

    @Override
    public Integer call() throws IOException, InterruptedException {
        task.check(Instant.now(), waits);
        MarketClient client = market.client();
        // Not repeated: nobody wants to wait half a minute for a market that is not there.
        client.token();
        TaskClient tasks = new TaskClient(client, market.address());
        try (Contents contents = new Contents(client)) {
            TaskBody submitted = submit(tasks, task.request(contents, Instant.now()));
            if (!waits) {
                printer.print(
                        submitted,
                        () -> printer.line(
                                submitted.array() == null
                                        ? submitted.id()
                                        : submitted.array().id()));
                return Souk.OK;
            }
            ProgressLine progress =
                    new ProgressLine(System.err, Terminal.console().isPresent());
            TaskBody ended = tasks.await(submitted.id(), printer.json ? state -> {} : progress::show);
            return ended(ended, contents);
        }
    }

    private TaskBody submit(TaskClient tasks, TaskRequest request) throws IOException, InterruptedException {
        return idempotencyKey == null ? tasks.submit(request) : tasks.submit(request, idempotencyKey);
    }

    private int ended(TaskBody ended, Contents contents) throws IOException, InterruptedException {
        EndingBody ending = ended.ending();
        List<Path> saved = ending.outputs() == null || ending.outputs().isEmpty()
                ? List.of()
                : OutputFolder.of(ended, outputDir).save(ending.outputs(), contents);
        if (printer.json) {
            printer.print(ended, () -> {});
            return ExitCodes.of(ending);
        }
        if (ending.stdout() != null) {
            contents.copyTo(ending.stdout(), System.out);
        }
        if (ending.stderr() != null) {
            contents.copyTo(ending.stderr(), System.err);
        }
        saved.forEach(path -> System.err.println("souk: saved " + path));
        System.err.println("souk: " + Amounts.ofFuel(ending.fuel()) + " fuel in "
                + Amounts.ofMillis(ending.wallMillis()) + cost(ending.bill()));
        return ExitCodes.of(ending);
    }

    private static String cost(BillBody bill) {
        return bill == null ? "" : ", " + Amounts.ofMicros(bill.chargedMicros()) + " credits" + refund(bill);
    }

    private static String refund(BillBody bill) {
        return bill.refundedMicros() == 0
                ? ""
                : ", of which " + Amounts.ofMicros(bill.refundedMicros()) + " were given back for a missed deadline";
    }
}
