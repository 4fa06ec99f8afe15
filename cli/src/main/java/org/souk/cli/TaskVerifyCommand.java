package org.souk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.souk.cli.terminal.Terminal;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.content.MarketContent;
import org.souk.client.file.Folders;
import org.souk.core.replay.Comparison;
import org.souk.protocol.rest.TaskBody;
import org.souk.replay.audit.Audit;
import org.souk.replay.audit.AuditVerdict;
import org.souk.replay.audit.Auditor;
import org.souk.replay.run.TaskReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Runs a finished task once more on this machine and compares. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            TaskVerifyCommand.SUMMARY,
            "",
            "Module, inputs, arguments, random seed and limits are the task's own, fetched and checked by CID. What must"
                    + " be the same is how it ended, its exit code, its fuel, and the CIDs of its outputs and of what it"
                    + " printed. The time that it took may differ.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 confirmed, 1 it could not be replayed here, 2 wrong usage, 3 refuted, 4 not reproducible."
        })
final class TaskVerifyCommand implements Callable<Integer> {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Run a finished task once more, here, and compare with what its node reported.";

    private static final int REFUTED = 3;
    private static final int NOT_REPRODUCIBLE = 4;

    @Mixin
    Market market;

    @Mixin
    Printer printer;

    @Parameters(paramLabel = "TASK")
    String id;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "For one replay (default: ${DEFAULT-VALUE}).",
            defaultValue = "86400")
    long patienceSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (patienceSeconds < 1) {
            throw new ParameterException(printer.command.commandLine(), "--patience must be at least 1");
        }
        MarketClient client = market.client();
        TaskBody task = client.get("/tasks/" + AccountCommand.encoded(id), TaskBody.class);
        if (task.ending() == null) {
            throw new Failure("task " + id + " has not ended; it is "
                    + task.state().name().toLowerCase(Locale.ROOT));
        }
        Audit audit = audit(client, task);
        printer.print(audit, () -> show(audit));
        return exitCode(audit.verdict());
    }

    private Audit audit(MarketClient client, TaskBody task) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("souk-verify-");
        ReplayLine line = new ReplayLine(
                System.err,
                Terminal.console().isPresent() && !printer.json,
                task.ending().fuel());
        try {
            Path scratch = Files.createDirectory(folder.resolve("scratch"));
            MarketContent content = new MarketContent(client, scratch, new Retry(Duration.ofSeconds(30)));
            return new Auditor(new TaskReplay(folder, content), Duration.ofSeconds(patienceSeconds))
                    .of(task, line::show);
        } finally {
            line.end();
            Folders.delete(folder);
        }
    }

    private void show(Audit audit) {
        if (!audit.checks().isEmpty()) {
            Printer.Table table = printer.table("", "REPORTED", "REPLAYED", "");
            for (Comparison.Point check : audit.checks()) {
                table.row(
                        check.what(),
                        orDash(check.reported()),
                        orDash(check.replayed()),
                        check.same() ? "" : "differs");
            }
            table.print();
        }
        printer.line(word(audit.verdict()) + ". " + audit.remark());
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String word(AuditVerdict verdict) {
        return switch (verdict) {
            case CONFIRMED -> "Confirmed";
            case REFUTED -> "Refuted";
            case NOT_REPRODUCIBLE -> "Not reproducible";
        };
    }

    private static int exitCode(AuditVerdict verdict) {
        return switch (verdict) {
            case CONFIRMED -> Souk.OK;
            case REFUTED -> REFUTED;
            case NOT_REPRODUCIBLE -> NOT_REPRODUCIBLE;
        };
    }
}
