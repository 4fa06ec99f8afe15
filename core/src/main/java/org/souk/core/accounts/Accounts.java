package org.souk.core.accounts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.souk.core.account.Account;
import org.souk.core.account.Client;
import org.souk.core.account.Role;
import org.souk.core.account.ServicePlan;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NotFound;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;

/** Accounts, their money and the clients that act for them. */
public interface Accounts {
    /**
     * Opens an account with a first client of the same name.
     *
     * @throws NameTaken when there is one of that name
     */
    Opened open(String name, Set<Role> roles);

    /**
     * Brings money into the market; operators only.
     *
     * @throws NotFound when there is no such account
     */
    Money deposit(AccountId account, Money amount);

    List<Account> list();

    /** @throws NotFound when there is no such account */
    Account find(AccountId id);

    /**
     * Gives an account another service plan; operators only.
     *
     * @throws NotFound when there is no such account
     * @throws org.souk.core.common.InvalidRequest when there is no such plan
     */
    Account changePlan(AccountId id, String plan);

    /** What plans there are; a new account gets the first. */
    List<ServicePlan> plans();

    Balance balance(AccountId account);

    /** Newest first; see {@link org.souk.core.ledger.Ledger#transfers}. */
    List<Transfer> transfers(Optional<LedgerAccount> account, Optional<String> before, int limit);

    Map<LedgerAccount, Money> balances();

    /** The sum of the whole ledger: zero, or it is broken. */
    Money ledgerSum();

    /** The client, if the secret is right; as slow for an unknown client as for a wrong secret. */
    Optional<Client> authenticate(String clientId, String secret);

    /** @param secret shown this once, only its hash is kept */
    record Opened(Account account, String clientId, String secret) {}

    /** @param held set aside for tasks that have not ended */
    record Balance(Money available, Money held) {}
}
