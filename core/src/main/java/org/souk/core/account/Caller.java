package org.souk.core.account;

import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;

/** Who asks, as the access token says. */
public record Caller(AccountId account, Set<Role> roles, Optional<NodeId> node) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean isOperator() {
        return roles.contains(Role.OPERATOR);
    }

    /** True for the account itself and for operators. */
    public boolean maySee(AccountId owner) {
        return account.equals(owner) || isOperator();
    }
}
