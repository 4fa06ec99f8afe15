package org.souk.web.signin;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.souk.core.account.Account;
import org.souk.core.account.Client;
import org.souk.core.account.Role;
import org.souk.core.account.ServicePlan;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;

/** Knows clients whose secret is {@value #SECRET}, and counts how often it was asked. */
public final class FakeAccounts implements Accounts {
    public static final String SECRET = "open sesame";

    private final Map<String, Client> clients = new HashMap<>();
    private int checks;
    private RuntimeException failure;

    public FakeAccounts with(String clientId, Set<Role> roles, Optional<NodeId> node) {
        AccountId account = new AccountId("account-of-" + clientId);
        clients.put(clientId, new Client(clientId, account, roles, node, "hash", Instant.EPOCH));
        return this;
    }

    /** Fails every time that somebody signs in from now on. */
    public void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    public int checks() {
        return checks;
    }

    @Override
    public Optional<Client> authenticate(String clientId, String secret) {
        checks++;
        if (failure != null) {
            throw failure;
        }
        return secret.equals(SECRET) ? Optional.ofNullable(clients.get(clientId)) : Optional.empty();
    }

    @Override
    public Opened open(String name, Set<Role> roles) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Money deposit(AccountId account, Money amount) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Account> list() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Account find(AccountId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Account changePlan(AccountId id, String plan) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ServicePlan> plans() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Balance balance(AccountId account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Transfer> transfers(Optional<LedgerAccount> account, Optional<String> before, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<LedgerAccount, Money> balances() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Money ledgerSum() {
        throw new UnsupportedOperationException();
    }
}
