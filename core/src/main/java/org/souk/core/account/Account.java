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
 * @param version counts the changes of the row
 */
public record Account(AccountId id, String name, Set<Role> roles, Instant openedAt, String plan, long version) {
    public Account {
        roles = Set.copyOf(roles);
    }

    /** An account that is new. */
    public Account(AccountId id, String name, Set<Role> roles, Instant openedAt, String plan) {
        this(id, name, roles, openedAt, plan, 0);
    }

    /** This account as its row is after one more change. */
    public Account withVersion(long next) {
        return new Account(id, name, roles, openedAt, plan, next);
    }

    public Account withPlan(String name) {
        return new Account(id, this.name, roles, openedAt, name, version);
    }
}
