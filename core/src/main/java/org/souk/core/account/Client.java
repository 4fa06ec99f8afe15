package org.souk.core.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;

/**
 * OAuth2 client credentials that act for an account, or for one node of it.
 *
 * @param id the OAuth2 {@code client_id}
 * @param secretHash an encoded Argon2id hash of the secret, never the secret
 * @param node the node, for clients with {@link Role#NODE}
 */
public record Client(
        String id, AccountId account, Set<Role> roles, Optional<NodeId> node, String secretHash, Instant createdAt) {
    public Client {
        roles = Set.copyOf(roles);
    }

    /** The secret hash stays out of logs. */
    @Override
    public String toString() {
        return "Client[" + id + " of " + account + " as " + roles + "]";
    }
}
