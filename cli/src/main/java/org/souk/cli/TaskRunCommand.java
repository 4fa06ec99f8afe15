package org.souk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.souk.agent.market.MarketClient;
import org.souk.agent.market.Retry;
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
        description = "Run a WebAssembly program on somebody's machine.",
        footer = {"", ExitCodes.HELP})
final class TaskRunCommand implements Callable<Integer> {
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
        try (Contents contents = new Contents(client)) {
            TaskBody submitted = submit(client, task.request(contents, Instant.now()));
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
            TaskBody ended = new TaskFollower(client, market.address().webSocket("/api/ws/events"))
                    .await(submitted.id(), printer.json ? state -> {} : progress::show);
            return ended(ended, contents);
        }
    }

    private TaskBody submit(MarketClient client, TaskRequest request) throws IOException, InterruptedException {
        String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
        // The key makes it safe to submit again after an answer was lost.
        return new Retry(Duration.ofSeconds(30))
                .call(() -> client.post("/tasks", request, Map.of("Idempotency-Key", key), TaskBody.class));
    }

    private int ended(TaskBody ended, Contents contents) throws IOException, InterruptedException {
        EndingBody ending = ended.ending();
        List<Path> saved = ending.outputs() == null || ending.outputs().isEmpty()
                ? List.of()
                : contents.save(ending.outputs(), outputDir == null ? Path.of(ended.id()) : outputDir);
        if (printer.json) {
            printer.print(ended, () -> {});
            return ExitCodes.of(ending);
        }
        if (ending.stdout() != null) {
            contents.print(ending.stdout(), System.out);
        }
        if (ending.stderr() != null) {
            contents.print(ending.stderr(), System.err);
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
