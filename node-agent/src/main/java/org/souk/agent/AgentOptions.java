package org.souk.agent;

import java.nio.file.Path;
import java.util.Optional;
import org.souk.agent.transfer.TransferAddress;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.OfferBody;

/**
 * How an agent is started.
 *
 * @param home the node's folder
 * @param offer what to sell from now on; empty: as the market knows it
 * @param availability likewise
 * @param cacheBytes for content that tasks read
 * @param transferAddress where other nodes may send tasks that move here; empty: through the market only
 */
public record AgentOptions(
        Path home,
        Optional<OfferBody> offer,
        Optional<AvailabilityName> availability,
        long cacheBytes,
        Optional<TransferAddress> transferAddress) {
    public static final long DEFAULT_CACHE_BYTES = 2L << 30;
}
