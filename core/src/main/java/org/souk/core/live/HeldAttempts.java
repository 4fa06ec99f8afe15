package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Orders;
import org.souk.core.live.Fleet.Member;

/** What a node says of the attempts that it holds. Not thread-safe. */
final class HeldAttempts {
    private final NodeId node;
    private final Fleet fleet;
    private final Leases leases;

    HeldAttempts(NodeId node, Fleet fleet, Leases leases) {
        this.node = node;
        this.fleet = fleet;
        this.leases = leases;
    }

    /** See {@link LiveState#renew}. */
    Orders renew(Collection<AttemptProgress> held, Instant now, Duration uptime) {
        List<AttemptKey> unwanted = new ArrayList<>();
        List<AttemptKey> suspend = new ArrayList<>();
        List<AttemptKey> resume = new ArrayList<>();
        for (AttemptProgress progress : held) {
            AttemptKey key = progress.attempt();
            LiveAttempt live = leases.heldBy(node, key).orElse(null);
            if (live == null) {
                if (progress.move().isEmpty()) {
                    unwanted.add(key);
                }
                continue;
            }
            if (live.isCancelled()) {
                unwanted.add(key);
            } else if (progress.move().isPresent()) {
                // Whether it stands or runs is its move's to say.
            } else if (live.isSuspended() && !progress.suspended()) {
                suspend.add(key);
            } else if (!live.isSuspended() && progress.suspended()) {
                resume.add(key);
            }
            leases.delivered(key);
            leases.update(live, attempt -> seen(leases.renewed(attempt, uptime), progress, now));
        }
        return new Orders(unwanted, suspend, resume);
    }

    private static LiveAttempt seen(LiveAttempt attempt, AttemptProgress progress, Instant now) {
        LiveAttempt movable = attempt.movable(progress.movable() ? Optional.of(progress.memory()) : Optional.empty());
        return progress.running() ? movable.running(now, progress.fuel()) : movable;
    }

    /** See {@link LiveState#started}. */
    Optional<LiveAttempt> started(AttemptKey key, Instant now) {
        Optional<LiveAttempt> before = leases.heldBy(node, key);
        before.ifPresent(live -> {
            leases.update(live, attempt -> attempt.running(now, attempt.fuel()));
            if (live.startedAt().isEmpty() && fleet.find(node) != null) {
                Instant assigned = live.task().current().orElseThrow().assignedAt();
                Member member = fleet.find(node);
                member.become(member.record()
                        .started(
                                Duration.between(assigned, now),
                                live.task().spec().contents()));
            }
        });
        return leases.heldBy(node, key);
    }

    /** See {@link LiveState#standing}. */
    Optional<LiveAttempt> standing(AttemptKey key, Instant now) {
        leases.heldBy(node, key)
                .filter(LiveAttempt::isSuspended)
                .ifPresent(live -> leases.update(live, attempt -> attempt.standing(now)));
        return leases.heldBy(node, key);
    }
}
