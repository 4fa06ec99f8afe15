package org.souk.web.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.souk.core.account.Account;
import org.souk.core.common.AccountId;
import org.souk.core.ledger.LedgerAccount;

/** Accounts' names, for people. */
final class AccountNames {
    private static final String AVAILABLE = "available:";
    private static final String HELD = "held:";

    private final Map<String, String> names;

    AccountNames(List<Account> accounts) {
        names = accounts.stream().collect(Collectors.toMap(a -> a.id().value(), Account::name));
    }

    String of(AccountId id) {
        return names.getOrDefault(id.value(), id.value());
    }

    String of(LedgerAccount account) {
        String name = account.name();
        if (name.startsWith(AVAILABLE)) {
            return of(new AccountId(name.substring(AVAILABLE.length())));
        }
        if (name.startsWith(HELD)) {
            return of(new AccountId(name.substring(HELD.length()))) + " (held)";
        }
        return name.equals(LedgerAccount.FEES.name()) ? "marketplace fees" : "outside world";
    }
}
