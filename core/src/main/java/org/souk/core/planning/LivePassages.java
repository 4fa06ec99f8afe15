package org.souk.core.planning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.souk.core.common.MoveId;
import org.souk.core.common.NodeId;
import org.souk.core.link.Endpoint;
import org.souk.core.link.Mover;
import org.souk.core.link.Ticket;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.migration.MoveRules;
import org.souk.core.migration.Passage;
import org.souk.core.migration.Passages;
import org.souk.core.task.Move;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;

/** Says by the live state who may send and who may receive which snapshot. Thread-safe. */
public final class LivePassages implements Passages {
    /** How often a snapshot may have all memory and files: whole, and as changes since. */
    private static final int COPIES = 3;
    /** What it may have beside them. */
    private static final Bytes EXTRA = Bytes.ofMebibytes(64);

    private final LiveState live;
    private final MoveRules rules;
    private final Optional<Endpoint> relay;

    /** @param relay the market's, if it has one */
    public LivePassages(LiveState live, MoveRules rules, Optional<Endpoint> relay) {
        this.live = live;
        this.rules = rules;
        this.relay = relay;
    }

    /** What the source of a move needs to send. */
    Ticket forSource(LiveAttempt attempt, Move move) {
        return ticket(attempt, move, live.mover(move.target().node()).flatMap(Mover::direct));
    }

    /** What the target of a move needs to receive. */
    Ticket forTarget(LiveAttempt attempt, Move move) {
        return ticket(attempt, move, Optional.empty());
    }

    private Ticket ticket(LiveAttempt attempt, Move move, Optional<Endpoint> direct) {
        return new Ticket(move.id(), move.secret(), relay, direct, limit(attempt));
    }

    private static Bytes limit(LiveAttempt attempt) {
        Resources resources = attempt.task().spec().resources();
        return resources.ram().plus(resources.storage()).times(COPIES).plus(EXTRA);
    }

    @Override
    public Optional<Passage> of(MoveId id, String secret, NodeId caller) {
        return live.moving(caller).stream()
                .filter(attempt -> attempt.move().orElseThrow().id().equals(id))
                .findFirst()
                .flatMap(attempt -> passage(attempt, attempt.move().orElseThrow(), secret, caller));
    }

    private Optional<Passage> passage(LiveAttempt attempt, Move move, String secret, NodeId caller) {
        boolean source = attempt.node().equals(caller);
        boolean right = MessageDigest.isEqual(
                move.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        if (!right || attempt.isCancelled()) {
            return Optional.empty();
        }
        return Optional.of(new Passage(
                move.id(),
                source ? Passage.Role.SOURCE : Passage.Role.TARGET,
                limit(attempt),
                move.until().plus(rules.preparing()).plus(rules.departing())));
    }
}
