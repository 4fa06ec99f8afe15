package org.souk.core.tasks;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.souk.core.task.PastMigration;
import org.souk.core.task.Task;

/** What a task's buyer should know of its moves and checkpoints, in sentences. */
final class MigrationRemarks {
    private static final int NAMED = 5;

    private MigrationRemarks() {}

    static List<String> of(Task task) {
        List<String> remarks = new ArrayList<>();
        List<PastMigration> past = task.journey().past();
        past.subList(Math.max(0, past.size() - NAMED), past.size()).forEach(move -> remarks.add(words(move)));
        task.journey()
                .move()
                .ifPresent(move -> remarks.add(
                        "It is about to move to node " + move.target().node() + ", because " + move.why() + "."));
        boolean unfinished = !task.state().isFinal();
        task.journey()
                .checkpoint()
                .filter(checkpoint -> unfinished)
                .ifPresent(checkpoint -> remarks.add("Should its node be lost, it goes on from a checkpoint of "
                        + checkpoint.takenAt().truncatedTo(ChronoUnit.SECONDS) + ", at "
                        + checkpoint.at().fuel() + "."));
        return remarks;
    }

    private static String words(PastMigration move) {
        String when = move.endedAt().truncatedTo(ChronoUnit.SECONDS).toString();
        return move.isDone()
                ? "It moved from node " + move.from() + " to node " + move.to() + " at " + when + ", because "
                        + move.why() + "; it stood still for "
                        + move.stoodStill().toMillis() + " ms."
                : "It did not move from node " + move.from() + " to node " + move.to() + " at " + when + ": "
                        + move.failure() + ".";
    }
}
