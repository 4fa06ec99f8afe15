package org.souk.core.scheduling;

import java.time.Duration;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.OwnerLoad;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;
import org.souk.core.units.Resources;

/**
 * A node as the planner sees it.
 *
 * @param connected its agent has a session and was last seen within a lease
 * @param reserved by the reserved attempts that it holds
 * @param ownLoad what is to be reckoned with of its own load, without Souk's tasks
 * @param burst reserved by the burst attempts that it holds, see {@link Capacity}
 * @param restrictions what keeps it from selling all that it offers
 * @param openFor how long a task may run before the owner's next maintenance; zero in it, empty when none is planned
 * @param record what former attempts have shown of it
 * @param facts what requirements may ask of it
 * @param transfer what is known of moves from and to it
 */
public record NodeSnapshot(
        NodeId id,
        Availability availability,
        boolean connected,
        Hardware hardware,
        Offer offer,
        Resources reserved,
        OwnerLoad ownLoad,
        Resources burst,
        Restrictions restrictions,
        Optional<Duration> openFor,
        TrackRecord record,
        NodeFacts facts,
        Transfer transfer) {
    /** What is known of moves from and to a node, in bytes a second; nothing where it cannot take part in any. */
    public record Transfer(boolean possible, long bytesPerSecond) {
        public static final Transfer NONE = new Transfer(false, 0);
    }

    /** A node that cannot take part in moves. */
    public NodeSnapshot(
            NodeId id,
            Availability availability,
            boolean connected,
            Hardware hardware,
            Offer offer,
            Resources reserved,
            LoadForecast forecast,
            Resources burst,
            Restrictions restrictions,
            Optional<Duration> openFor,
            TrackRecord record,
            NodeFacts facts) {
        this(
                id,
                availability,
                connected,
                hardware,
                offer,
                reserved,
                OwnerLoad.of(forecast),
                burst,
                restrictions,
                openFor,
                record,
                facts,
                Transfer.NONE);
    }

    /** A node without a name, a past, burst attempts and restrictions. */
    public NodeSnapshot(
            NodeId id,
            Availability availability,
            boolean connected,
            Hardware hardware,
            Offer offer,
            Resources reserved,
            LoadForecast forecast) {
        this(
                id,
                availability,
                connected,
                hardware,
                offer,
                reserved,
                forecast,
                Resources.NONE,
                Restrictions.NONE,
                Optional.empty(),
                TrackRecord.NEW,
                new NodeFacts(
                        id, id.value(), new AccountId("nobody"), hardware, offer, TrackRecord.NEW.reliability(), 0));
    }

    /** What it sells and what of it is taken, beside what its owner needs now. */
    public Capacity capacity() {
        return Capacity.of(offer, hardware, ownLoad.within(1), reserved, burst);
    }

    /** What all attempts together may take beside the owner's load for so many steps, see {@link OwnerLoad#horizon}. */
    public Resources room(int horizon) {
        return Capacity.room(offer, hardware, ownLoad.within(horizon));
    }
}
