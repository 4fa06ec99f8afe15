package org.souk.replay.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.souk.core.replay.Comparison;
import org.souk.core.replay.Comparison.Point;
import org.souk.core.replay.RunEnd;
import org.souk.core.replay.RunResult;
import org.souk.core.replay.RunTerms;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.replay.run.TaskReplay;
import org.souk.replay.run.WireTerms;
import org.souk.runtime.RunProgress;

/**
 * Audits finished tasks. A program that ended by itself must end the same way with the same output after the same fuel. Of
 * one that was ended from outside only its fuel can be checked: a replay must be able to use as much.
 */
public final class Auditor {
    private final TaskReplay replay;
    private final Duration patience;

    /** @param patience for one replay, in time that its program runs */
    public Auditor(TaskReplay replay, Duration patience) {
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
        Optional<RunEnd> itsOwn = RunEnd.named(ending.reason()).filter(RunEnd::isDecidedByTerms);
        if (itsOwn.isPresent()) {
            return endedByItself(task, reported(ending, itsOwn.get()), listener);
        }
        if (ending.fuel() == 0) {
            return new Audit(
                    task.id(),
                    AuditVerdict.NOT_REPRODUCIBLE,
                    "It ended as " + ending.reason() + " before it used any fuel: there is nothing to replay.",
                    0,
                    List.of());
        }
        return endedFromOutside(task, ending, listener);
    }

    private Audit endedByItself(TaskBody task, RunResult reported, Consumer<RunProgress> listener)
            throws IOException, InterruptedException {
        RunTerms terms = terms(task, fuelLimit(task, reported));
        RunResult found = finished(replay.of(terms, listener));
        Comparison comparison = Comparison.of(reported, found);
        List<Point> checks = comparison.points();
        if (comparison.allSame()) {
            return new Audit(task.id(), AuditVerdict.CONFIRMED, "The replay gave the same in all points.", 1, checks);
        }
        if (!Comparison.of(found, finished(replay.of(terms, listener))).allSame()) {
            return new Audit(
                    task.id(),
                    AuditVerdict.NOT_REPRODUCIBLE,
                    "Two replays here differ from each other, which no program should be able to bring about.",
                    2,
                    checks);
        }
        return new Audit(
                task.id(),
                AuditVerdict.REFUTED,
                "Two replays here agree with each other and not with the report.",
                2,
                checks);
    }

    private Audit endedFromOutside(TaskBody task, EndingBody ending, Consumer<RunProgress> listener)
            throws IOException, InterruptedException {
        RunResult found = finished(replay.of(terms(task, ending.fuel()), listener));
        boolean enough = found.fuel() >= ending.fuel();
        List<Point> checks =
                List.of(new Point("fuel, at least", Long.toString(ending.fuel()), Long.toString(found.fuel()), enough));
        if (enough) {
            return new Audit(
                    task.id(),
                    AuditVerdict.CONFIRMED,
                    "It was ended from outside (" + ending.reason() + "); its program does use as much fuel.",
                    1,
                    checks);
        }
        return new Audit(
                task.id(),
                AuditVerdict.REFUTED,
                "It was ended from outside (" + ending.reason() + "), but its program ends by itself after less fuel.",
                1,
                checks);
    }

    private RunTerms terms(TaskBody task, long fuelLimit) {
        TaskRequest request = task.request();
        return new RunTerms(
                task.id(),
                new RunTerms.Program(
                        request.module(),
                        request.arguments(),
                        request.environment(),
                        Optional.ofNullable(task.submittedAt())),
                WireTerms.content(request.stdin(), request.inputs(), request.outputs()),
                WireTerms.limits(request.resources(), Math.max(1, fuelLimit), patience));
    }

    /** The limit that it had; where it is not known, the least that shows whether the program uses more. */
    private static long fuelLimit(TaskBody task, RunResult reported) {
        if (reported.end() == RunEnd.FUEL_LIMIT) {
            return reported.fuel();
        }
        return task.fuelLimit() == null ? reported.fuel() + 1 : Math.max(task.fuelLimit(), reported.fuel());
    }

    /** What the program did not end by itself here is this machine's affair. */
    private RunResult finished(RunResult found) throws IOException {
        return switch (found.end()) {
            case SUCCESS, EXIT_CODE, TRAPPED, FUEL_LIMIT, STORAGE_LIMIT, OUTPUT_MISSING, INVALID_MODULE -> found;
            case WALL_LIMIT -> throw new IOException("the replay did not end within " + patience.toSeconds() + " s");
            case MEMORY_LIMIT, INPUT_UNAVAILABLE, CANCELLED, NODE_FAULT ->
                throw new IOException("the replay failed on this machine: " + found.end() + " " + found.detail());
        };
    }

    /** What its node has said. */
    private static RunResult reported(EndingBody ending, RunEnd end) {
        List<RunResult.Output> outputs = ending.outputs() == null
                ? List.of()
                : ending.outputs().stream()
                        .map(output -> new RunResult.Output(output.path(), output.cid(), output.bytes()))
                        .toList();
        RunResult.Use use =
                new RunResult.Use(ending.fuel(), Duration.ofMillis(ending.wallMillis()), ending.peakMemoryBytes());
        return new RunResult(
                end,
                ending.detail(),
                ending.exitCode(),
                use,
                outputs,
                Optional.ofNullable(ending.stdout()),
                Optional.ofNullable(ending.stderr()));
    }
}
