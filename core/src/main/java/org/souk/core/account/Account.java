package org.souk.core.account;

import java.time.Instant;
import java.util.Set;
import org.souk.core.common.AccountId;

/**
 * A participant.
 *
 * @param name unique, for people; also the client id of its first client
 * @param roles what its clients may do; never {@link Role#NODE}
 * @param plan the name of its {@link ServicePlan}
 */
public record Account(AccountId id, String name, Set<Role> roles, Instant openedAt, String plan) {
    public Account {
        roles = Set.copyOf(roles);
    }

    public Account withPlan(String name) {
        return new Account(id, this.name, roles, openedAt, name);
    }
}
