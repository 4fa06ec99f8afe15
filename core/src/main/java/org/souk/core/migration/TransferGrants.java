package org.souk.core.migration;

import java.util.Optional;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;

/** What the relay asks the market before it lets a snapshot through. */
@FunctionalInterface
public interface TransferGrants {
    /**
     * @param secret from the ticket that the caller shows
     * @param caller the node whose token opened the call
     * @return empty when the market knows no such move under way, the secret is another one, or the caller has no part in it
     */
    Optional<TransferGrant> of(MigrationId move, String secret, NodeId caller);
}
