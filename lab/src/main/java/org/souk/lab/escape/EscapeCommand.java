package org.souk.lab.escape;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.souk.cli.local.Teardown;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Output;
import org.souk.lab.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk lab escape}: hostile tasks in the worker that a node uses. It succeeds when all of them were contained. */
@Command(
        name = "escape",
        description = "Try to leave the sandbox and to starve the host, and tell what the host saw of it.",
        sortOptions = false)
public final class EscapeCommand implements Callable<Integer> {

    @Option(names = "--only", paramLabel = "NAME", description = "Make this attempt alone; may be repeated.")
    private List<String> only = List.of();

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Attempt> attempts = chosen();
        List<Verdict> verdicts = new ArrayList<>();
        try (Teardown teardown = new Teardown()) {
            TemporaryFolder folder = teardown.add(TemporaryFolder.create("souk-escape-"));
            Prison prison = teardown.add(new Prison(folder.path()));
            for (Attempt attempt : attempts) {
                Verdict verdict = prison.make(attempt);
                verdicts.add(verdict);
                tell(verdict);
            }
        }
        EscapeReport report = EscapeReport.of(verdicts);
        output.report(
                report,
                found -> System.out.printf("%n%d attempts, %d succeeded%n", found.attempts(), found.succeeded()));
        return report.succeeded() == 0 ? 0 : 1;
    }

    private List<Attempt> chosen() {
        List<Attempt> all = Attempts.all();
        for (String name : only) {
            if (all.stream().noneMatch(attempt -> attempt.name().equals(name))) {
                throw new ExperimentFailed("--only: there is no attempt '" + name + "'");
            }
        }
        return all.stream()
                .filter(attempt -> only.isEmpty() || only.contains(attempt.name()))
                .toList();
    }

    private void tell(Verdict verdict) {
        output.forPeople()
                .printf(
                        "%-9s %-20s %s%n          %s (%.1f s, %d MiB)%n",
                        verdict.contained() ? "contained" : "ESCAPED",
                        verdict.name(),
                        verdict.tried(),
                        verdict.outcome(),
                        verdict.seconds(),
                        verdict.residentMb());
    }
}
