package org.souk.core.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;

/**
 * An enrolled node.
 *
 * @param lastSeen when its agent was last seen
 * @param restrictions what keeps it from selling all that it offers
 * @param version counts the changes of the row
 */
public record Node(
        NodeId id,
        AccountId owner,
        String name,
        Hardware hardware,
        Offer offer,
        Availability availability,
        Instant enrolledAt,
        Optional<Instant> lastSeen,
        Restrictions restrictions,
        long version) {

    public Node withHardware(Hardware measured) {
        return new Node(id, owner, name, measured, offer, availability, enrolledAt, lastSeen, restrictions, version);
    }

    public Node withOffer(Offer changed) {
        return new Node(id, owner, name, hardware, changed, availability, enrolledAt, lastSeen, restrictions, version);
    }

    public Node withAvailability(Availability changed) {
        return new Node(id, owner, name, hardware, offer, changed, enrolledAt, lastSeen, restrictions, version);
    }

    public Node seenAt(Instant now) {
        return new Node(
                id, owner, name, hardware, offer, availability, enrolledAt, Optional.of(now), restrictions, version);
    }

    /** What its owner has announced for that time and takes places away from attempts, each as a clause for people. */
    public List<String> announcements(Instant now, Instant until) {
        List<String> announced = new ArrayList<>();
        restrictions
                .drainBy()
                .filter(by -> availability == Availability.DRAINING && by.isBefore(until))
                .ifPresent(by -> announced.add("its node is drained by " + by));
        restrictions
                .nextMaintenance(now)
                .filter(window -> window.start().isBefore(until))
                .ifPresent(window -> announced.add("its node's maintenance begins at " + window.start()));
        return announced;
    }

    /** This node as its row is after one more change. */
    public Node withVersion(long next) {
        return new Node(id, owner, name, hardware, offer, availability, enrolledAt, lastSeen, restrictions, next);
    }

    public Node withRestrictions(Restrictions changed) {
        return new Node(id, owner, name, hardware, offer, availability, enrolledAt, lastSeen, changed, version);
    }
}
