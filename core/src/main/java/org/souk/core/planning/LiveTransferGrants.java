package org.souk.core.planning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.link.Endpoint;
import org.souk.core.link.Mover;
import org.souk.core.link.TransferCredentials;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.migration.MigrationRules;
import org.souk.core.migration.TransferGrant;
import org.souk.core.migration.TransferGrants;
import org.souk.core.task.OngoingMigration;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;

/** Says by the live state who may send and who may receive which snapshot. Thread-safe. */
public final class LiveTransferGrants implements TransferGrants {
    /** How often a snapshot may have all memory and files: whole, and as changes since. */
    private static final int COPIES = 3;
    /** What it may have beside them. */
    private static final Bytes EXTRA = Bytes.ofMebibytes(64);

    private final LiveState live;
    private final MigrationRules rules;
    private final Optional<Endpoint> relay;

    /** @param relay the market's, if it has one */
    public LiveTransferGrants(LiveState live, MigrationRules rules, Optional<Endpoint> relay) {
        this.live = live;
        this.rules = rules;
        this.relay = relay;
    }

    /** What the source of a move needs to send. */
    TransferCredentials forSource(LiveAttempt attempt, OngoingMigration move) {
        return ticket(attempt, move, live.mover(move.target().node()).flatMap(Mover::direct));
    }

    /** What the target of a move needs to receive. */
    TransferCredentials forTarget(LiveAttempt attempt, OngoingMigration move) {
        return ticket(attempt, move, Optional.empty());
    }

    private TransferCredentials ticket(LiveAttempt attempt, OngoingMigration move, Optional<Endpoint> direct) {
        return new TransferCredentials(move.id(), move.secret(), relay, direct, limit(attempt));
    }

    private static Bytes limit(LiveAttempt attempt) {
        Resources resources = attempt.task().spec().resources();
        return resources.ram().plus(resources.storage()).times(COPIES).plus(EXTRA);
    }

    @Override
    public Optional<TransferGrant> of(MigrationId id, String secret, NodeId caller) {
        return live.moving(caller).stream()
                .filter(attempt -> attempt.move().orElseThrow().id().equals(id))
                .findFirst()
                .flatMap(attempt -> passage(attempt, attempt.move().orElseThrow(), secret, caller));
    }

    private Optional<TransferGrant> passage(LiveAttempt attempt, OngoingMigration move, String secret, NodeId caller) {
        boolean source = attempt.node().equals(caller);
        boolean right = MessageDigest.isEqual(
                move.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        if (!right || attempt.isCancelled()) {
            return Optional.empty();
        }
        return Optional.of(new TransferGrant(
                move.id(),
                source ? TransferGrant.Role.SOURCE : TransferGrant.Role.TARGET,
                limit(attempt),
                move.until().plus(rules.preparing()).plus(rules.departing())));
    }
}
