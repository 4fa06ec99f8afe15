package org.souk.agent.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.souk.agent.audit.Audit.Check;
import org.souk.agent.work.Findings;
import org.souk.agent.work.Replay;
import org.souk.agent.work.RunTerms;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.runtime.RunProgress;

/**
 * Audits finished tasks. A program that ended by itself must end the same way with the same output after the same fuel. Of
 * one that was ended from outside only its fuel can be checked: a replay must be able to use as much.
 */
public final class Auditor {
    private static final String FUEL_LIMIT = "FUEL_LIMIT";

    /** Ends to which the program alone leads. */
    private static final Set<String> ITS_OWN =
            Set.of("SUCCESS", "EXIT_CODE", "TRAPPED", FUEL_LIMIT, "STORAGE_LIMIT", "OUTPUT_MISSING", "INVALID_MODULE");

    private final Replay replay;
    private final Duration patience;

    /** @param patience for one replay, in time that its program runs */
    public Auditor(Replay replay, Duration patience) {
        this.replay = replay;
        this.patience = patience;
    }

    /**
     * Audits a task.
     *
     * @throws IllegalArgumentException when it has not ended
     * @throws IOException when it cannot be replayed here, which says nothing about the task
     */
    public Audit of(TaskBody task, Consumer<RunProgress> listener) throws IOException, InterruptedException {
        EndingBody ending = task.ending();
        if (ending == null) {
            throw new IllegalArgumentException("task " + task.id() + " has not ended");
        }
        if (ITS_OWN.contains(ending.reason())) {
            return endedByItself(task, ending, listener);
        }
        if (ending.fuel() == 0) {
            return new Audit(
                    task.id(),
                    Verdict.NOT_REPRODUCIBLE,
                    "It ended as " + ending.reason() + " before it used any fuel: there is nothing to replay.",
                    0,
                    List.of());
        }
        return endedFromOutside(task, ending, listener);
    }

    private Audit endedByItself(TaskBody task, EndingBody ending, Consumer<RunProgress> listener)
            throws IOException, InterruptedException {
        Replay.Order order = order(task, fuelLimit(task, ending));
        Findings found = finished(replay.of(order, listener));
        List<Check> checks = checks(ending, found);
        if (allSame(checks)) {
            return new Audit(task.id(), Verdict.CONFIRMED, "The replay gave the same in all points.", 1, checks);
        }
        if (!allSame(between(found, finished(replay.of(order, listener))))) {
            return new Audit(
                    task.id(),
                    Verdict.NOT_REPRODUCIBLE,
                    "Two replays here differ from each other, which no program should be able to bring about.",
                    2,
                    checks);
        }
        return new Audit(
                task.id(),
                Verdict.REFUTED,
                "Two replays here agree with each other and not with the report.",
                2,
                checks);
    }

    private Audit endedFromOutside(TaskBody task, EndingBody ending, Consumer<RunProgress> listener)
            throws IOException, InterruptedException {
        Replay.Order order = order(task, ending.fuel());
        Findings found = finished(replay.of(order, listener));
        boolean enough = found.fuel() >= ending.fuel();
        List<Check> checks =
                List.of(new Check("fuel, at least", Long.toString(ending.fuel()), Long.toString(found.fuel()), enough));
        if (enough) {
            return new Audit(
                    task.id(),
                    Verdict.CONFIRMED,
                    "It was ended from outside (" + ending.reason() + "); its program does use as much fuel.",
                    1,
                    checks);
        }
        return new Audit(
                task.id(),
                Verdict.REFUTED,
                "It was ended from outside (" + ending.reason() + "), but its program ends by itself after less fuel.",
                1,
                checks);
    }

    private Replay.Order order(TaskBody task, long fuelLimit) {
        TaskRequest request = task.request();
        return new Replay.Order(
                new RunTerms(
                        task.id(),
                        request.module(),
                        request.arguments(),
                        request.environment(),
                        task.submittedAt(),
                        request.resources(),
                        Math.max(1, fuelLimit),
                        patience,
                        Optional.empty()),
                request.stdin(),
                request.inputs(),
                request.outputs());
    }

    /** The limit that it had; where it is not known, the least that shows whether the program uses more. */
    private static long fuelLimit(TaskBody task, EndingBody ending) {
        if (ending.reason().equals(FUEL_LIMIT) || task.fuelLimit() == null) {
            return ending.reason().equals(FUEL_LIMIT) ? ending.fuel() : ending.fuel() + 1;
        }
        return Math.max(task.fuelLimit(), ending.fuel());
    }

    /** What the program did not end by itself here is this machine's affair. */
    private Findings finished(Findings found) throws IOException {
        return switch (found.reason()) {
            case SUCCESS, EXIT_CODE, TRAPPED, FUEL_LIMIT, STORAGE_LIMIT, OUTPUT_MISSING, INVALID_MODULE -> found;
            case WALL_LIMIT -> throw new IOException("the replay did not end within " + patience.toSeconds() + " s");
            case MEMORY_LIMIT, INPUT_UNAVAILABLE, CANCELLED, NODE_FAULT ->
                throw new IOException("the replay failed on this machine: " + found.reason() + " " + found.detail());
        };
    }

    private static List<Check> checks(EndingBody ending, Findings found) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of("end", ending.reason(), found.reason()));
        checks.add(Check.of("exit code", ending.exitCode(), found.exitCode()));
        checks.add(Check.of("fuel", ending.fuel(), found.fuel()));
        checks.add(Check.of("stdout", ending.stdout(), found.stdout()));
        checks.add(Check.of("stderr", ending.stderr(), found.stderr()));
        Map<String, String> reported = byPath(ending.outputs());
        Map<String, String> replayed = byPath(found.outputs());
        Set<String> paths = new TreeSet<>(reported.keySet());
        paths.addAll(replayed.keySet());
        paths.forEach(path -> checks.add(Check.of(path, reported.get(path), replayed.get(path))));
        return checks;
    }

    private static List<Check> between(Findings one, Findings other) {
        EndingBody first = new EndingBody(
                one.reason().name(),
                one.detail(),
                one.exitCode(),
                one.fuel(),
                0,
                0,
                one.outputs(),
                one.stdout(),
                one.stderr(),
                null);
        return checks(first, other);
    }

    private static Map<String, String> byPath(List<OutputBody> outputs) {
        Map<String, String> cids = new LinkedHashMap<>();
        if (outputs != null) {
            outputs.forEach(output -> cids.put(output.path(), output.cid()));
        }
        return cids;
    }

    private static boolean allSame(List<Check> checks) {
        return checks.stream().allMatch(Check::same);
    }
}
