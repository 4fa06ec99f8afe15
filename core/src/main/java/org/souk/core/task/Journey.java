package org.souk.core.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.NodeId;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;

/**
 * How a task's run goes from node to node: what is done and saved, and the move that is under way.
 *
 * @param snapshotKey authenticates its snapshots, a secret of the market and its nodes; empty before the first attempt
 * @param segments what former attempts did of the run that the present one continues
 * @param checkpoint the latest, from which it could go on
 * @param move that is under way
 * @param highest the highest attempt number that was ever given, to a target of a move too
 * @param targets how many numbers were given to targets of moves
 * @param visited nodes that have held it, or prepared to, because of moves
 * @param past moves that are over, the latest {@value #REMEMBERED}, oldest first
 */
public record Journey(
        Optional<String> snapshotKey,
        List<Segment> segments,
        Optional<Checkpoint> checkpoint,
        Optional<OngoingMigration> move,
        int highest,
        int targets,
        Set<NodeId> visited,
        List<PastMigration> past) {
    public static final Journey NONE =
            new Journey(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), 0, 0, Set.of(), List.of());
    private static final int REMEMBERED = 50;

    public Journey {
        segments = List.copyOf(segments);
        visited = Set.copyOf(visited);
        past = List.copyOf(past);
    }

    /** Where a new attempt begins: at the checkpoint, or at the very beginning. */
    public Position restart() {
        return checkpoint.map(Checkpoint::at).orElse(Position.START);
    }

    /** When it was last moved, or that was tried. */
    public Optional<Instant> lastMove() {
        return move.map(OngoingMigration::plannedAt)
                .or(() -> past.isEmpty()
                        ? Optional.empty()
                        : Optional.of(past.get(past.size() - 1).endedAt()));
    }

    /** How often it was moved, or that was tried. */
    public int moves() {
        return targets;
    }

    /** The same one, whose key is this unless it has one. */
    public Journey keyed(String key) {
        return new Journey(
                snapshotKey.or(() -> Optional.of(key)), segments, checkpoint, move, highest, targets, visited, past);
    }

    Journey planned(OngoingMigration next, NodeId from) {
        Set<NodeId> nodes = new HashSet<>(visited);
        nodes.add(from);
        nodes.add(next.target().node());
        int number = next.target().number();
        return new Journey(snapshotKey, segments, checkpoint, Optional.of(next), number, targets + 1, nodes, past);
    }

    Journey over(PastMigration done) {
        List<PastMigration> all = new ArrayList<>(past);
        all.add(done);
        List<PastMigration> latest = all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
        return new Journey(snapshotKey, segments, checkpoint, Optional.empty(), highest, targets, visited, latest);
    }

    Journey continued(Segment done) {
        List<Segment> all = new ArrayList<>(segments);
        all.add(done);
        return with(all, checkpoint);
    }

    Journey saved(Checkpoint latest) {
        return with(segments, Optional.of(latest));
    }

    /** The present attempt is lost: what remains is what was done until the checkpoint. */
    Journey lost(Segment present) {
        Position kept = restart();
        List<Segment> left = new ArrayList<>();
        for (Segment segment : continued(present).segments) {
            if (segment.beganBefore(kept)) {
                left.add(segment.until(kept));
            }
        }
        return with(left, checkpoint);
    }

    /** Nothing remains: the checkpoint cannot be used. */
    Journey startingOver() {
        return with(List.of(), Optional.empty());
    }

    private Journey with(List<Segment> done, Optional<Checkpoint> saved) {
        return new Journey(snapshotKey, done, saved, move, highest, targets, visited, past);
    }

    /** Without the key, so that no log has it. */
    @Override
    public String toString() {
        return "Journey[segments=" + segments + ", checkpoint=" + checkpoint + ", move=" + move + ", past=" + past
                + "]";
    }
}
