package org.souk.core.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;
import org.souk.core.node.Availability;
import org.souk.core.node.MaintenanceWindow;
import org.souk.core.node.Node;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;

/**
 * What an owner changes of a node; what is empty stays.
 *
 * @param grace how long attempts may keep what this change takes away, if it takes anything away
 * @param drainBy when what still runs is given back; only with the availability DRAINING
 * @param maintenance all windows from now on
 */
public record NodeChange(
        Optional<Offer> offer,
        Optional<Availability> availability,
        Optional<Duration> grace,
        Optional<Instant> drainBy,
        Optional<List<MaintenanceWindow>> maintenance) {

    /** Changes offer and availability only, as an agent does that starts. */
    public static NodeChange of(Optional<Offer> offer, Optional<Availability> availability) {
        return new NodeChange(offer, availability, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The node after this change.
     *
     * @throws InvalidRequest naming the field that will not do
     */
    public Node applyTo(Node node, Instant now, NodeRules rules) {
        offer.ifPresent(o -> o.checkAgainst(node.hardware()));
        Restrictions restrictions = node.restrictions();
        if (offer.filter(o -> o.sellsLessThan(node.offer())).isPresent()) {
            restrictions = restrictions.withSurplusUntil(now.plus(checkedGrace(rules)));
        }
        if (availability.isPresent() || drainBy.isPresent()) {
            restrictions = restrictions.withDrainBy(checkedDrain(node, now));
        }
        if (maintenance.isPresent()) {
            restrictions = restrictions.withMaintenance(maintenance.get().stream()
                    .filter(window -> window.next(now).isPresent())
                    .toList());
        }
        return node.withOffer(offer.orElse(node.offer()))
                .withAvailability(availability.orElse(node.availability()))
                .withRestrictions(restrictions);
    }

    private Duration checkedGrace(NodeRules rules) {
        Duration wanted = grace.orElse(rules.grace());
        if (wanted.isNegative() || wanted.compareTo(rules.longestGrace()) > 0) {
            throw new InvalidRequest(
                    "graceSeconds",
                    "must be between 0 and " + rules.longestGrace().toSeconds());
        }
        return wanted;
    }

    private Optional<Instant> checkedDrain(Node node, Instant now) {
        if (drainBy.isEmpty()) {
            return Optional.empty();
        }
        if (availability.orElse(node.availability()) != Availability.DRAINING) {
            throw new InvalidRequest("drainBy", "is only for a node that drains: set availability to DRAINING as well");
        }
        if (drainBy.get().isBefore(now)) {
            throw new InvalidRequest("drainBy", "is in the past: it is " + now + " now");
        }
        return drainBy;
    }
}
