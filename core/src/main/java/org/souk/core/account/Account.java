package org.souk.core.account;

import java.time.Instant;
import java.util.Set;

/**
 * A participant.
 *
 * @param name unique, for people; also the client id of its first client
 * @param roles what its clients may do; never {@link Role#NODE}
 */
public record Account(AccountId id, String name, Set<Role> roles, Instant openedAt) {
    public Account {
        roles = Set.copyOf(roles);
    }
}
