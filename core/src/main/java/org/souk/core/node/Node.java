package org.souk.core.node;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.account.AccountId;

/**
 * An enrolled node.
 *
 * @param lastSeen when its agent was last heard of
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
        long version) {

    public Node withHardware(Hardware measured) {
        return new Node(id, owner, name, measured, offer, availability, enrolledAt, lastSeen, version);
    }

    public Node withOffer(Offer changed) {
        return new Node(id, owner, name, hardware, changed, availability, enrolledAt, lastSeen, version);
    }

    public Node withAvailability(Availability changed) {
        return new Node(id, owner, name, hardware, offer, changed, enrolledAt, lastSeen, version);
    }

    public Node seenAt(Instant now) {
        return new Node(id, owner, name, hardware, offer, availability, enrolledAt, Optional.of(now), version);
    }
}
