package org.souk.core.accounts;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.souk.core.account.Account;
import org.souk.core.account.AccountStore;
import org.souk.core.account.Client;
import org.souk.core.account.Credentials;
import org.souk.core.account.Credentials.Secret;
import org.souk.core.account.Role;
import org.souk.core.account.ServicePlan;
import org.souk.core.common.AccountId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NotFound;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.leader.Leader;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;

/** {@link Accounts} by the stores and the leader. */
public final class AccountService implements Accounts {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Money LARGEST_DEPOSIT = Money.ofMicros(1_000_000_000_000_000L);

    private final AccountStore accounts;
    private final Ledger ledger;
    private final Credentials credentials;
    private final UniqueIds ids;
    private final Leader leader;
    private final Transactions transactions;
    private final Clock clock;

    public AccountService(
            AccountStore accounts,
            Ledger ledger,
            Credentials credentials,
            UniqueIds ids,
            Leader leader,
            Transactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.credentials = credentials;
        this.ids = ids;
        this.leader = leader;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Opened open(String name, Set<Role> roles) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRequest("name", "must be 1 to 63 lower-case letters, digits, dots, dashes or underscores");
        }
        if (roles.isEmpty() || roles.contains(Role.NODE)) {
            throw new InvalidRequest("roles", "must be one or more of buyer, seller and operator");
        }
        Secret secret = credentials.secret();
        Account account = new Account(
                new AccountId(ids.next()),
                name,
                roles,
                clock.instant(),
                leader.plans().first().name());
        transactions.run(() -> {
            accounts.insert(account);
            credentials.issue(name, account.id(), account.roles(), Optional.empty(), secret, account.openedAt());
        });
        leader.stored(account);
        return new Opened(account, name, secret.value());
    }

    @Override
    public Money deposit(AccountId account, Money amount) {
        if (!amount.isPositive() || amount.compareTo(LARGEST_DEPOSIT) > 0) {
            throw new InvalidRequest("amountMicros", "must be more than 0 and at most " + LARGEST_DEPOSIT.micros());
        }
        return transactions.call(() -> {
            if (accounts.find(account).isEmpty()) {
                throw new NotFound("account", account);
            }
            ledger.post(List.of(Transfer.deposit(ids.next(), account, amount, clock.instant())));
            return ledger.balance(LedgerAccount.available(account));
        });
    }

    @Override
    public List<Account> list() {
        return transactions.call(accounts::list);
    }

    @Override
    public Account find(AccountId id) {
        return transactions.call(() -> accounts.find(id)).orElseThrow(() -> new NotFound("account", id));
    }

    @Override
    public Account changePlan(AccountId id, String plan) {
        if (leader.plans().named(plan).isEmpty()) {
            throw new InvalidRequest(
                    "plan",
                    "'" + plan + "' is none of "
                            + leader.plans().all().stream()
                                    .map(ServicePlan::name)
                                    .toList());
        }
        Account changed = transactions.call(() -> {
            Account account = accounts.find(id).orElseThrow(() -> new NotFound("account", id));
            return accounts.save(account.withPlan(plan));
        });
        leader.stored(changed);
        return changed;
    }

    @Override
    public List<ServicePlan> plans() {
        return List.copyOf(leader.plans().all());
    }

    @Override
    public Balance balance(AccountId account) {
        return transactions.call(() -> new Balance(
                ledger.balance(LedgerAccount.available(account)), ledger.balance(LedgerAccount.held(account))));
    }

    @Override
    public List<Transfer> transfers(Optional<LedgerAccount> account, Optional<String> before, int limit) {
        return transactions.call(() -> ledger.transfers(account, before, limit));
    }

    @Override
    public Map<LedgerAccount, Money> balances() {
        return transactions.call(ledger::balances);
    }

    @Override
    public Money ledgerSum() {
        return transactions.call(ledger::sum);
    }

    @Override
    public Optional<Client> authenticate(String clientId, String secret) {
        return credentials.authenticate(clientId, secret);
    }
}
