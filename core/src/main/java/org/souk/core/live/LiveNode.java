package org.souk.core.live;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.units.Resources;

/**
 * A node as it is now, for people.
 *
 * @param connected its agent has a session and was last seen within a lease
 * @param reserved by the reserved attempts that it holds
 * @param burst by the burst attempts that it holds
 * @param attempts how many it holds
 * @param record what former attempts have shown of it
 * @param history of the machine's own load since the market has started
 */
public record LiveNode(
        Node node,
        boolean connected,
        Optional<Instant> lastHeard,
        Optional<NodeLoad> load,
        LoadForecast forecast,
        Resources reserved,
        Resources burst,
        int attempts,
        TrackRecord record,
        LoadHistory history) {
    /** True when new tasks may come to it. */
    public boolean isSelling() {
        return connected
                && node.availability() == Availability.ACTIVE
                && node.restrictions().quarantine().isEmpty();
    }
}
