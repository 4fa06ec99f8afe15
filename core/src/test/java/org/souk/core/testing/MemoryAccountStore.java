package org.souk.core.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.Account;
import org.souk.core.account.AccountStore;
import org.souk.core.account.Client;
import org.souk.core.account.ClientStore;
import org.souk.core.account.SigningKey;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;

/** {@link AccountStore} in maps. */
public final class MemoryAccountStore implements AccountStore, ClientStore, SigningKeyStore, MemoryDatabase.Restorable {
    private final MemoryDatabase database;
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<AccountId, Long> changes = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final List<SigningKey> keys = new ArrayList<>();

    MemoryAccountStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void insert(Account account) {
        if (findByName(account.name()).isPresent()) {
            throw new NameTaken(account.name());
        }
        accounts.put(account.id(), account);
        changes.put(account.id(), database.nextChange());
    }

    @Override
    public Optional<Account> find(AccountId id) {
        database.requireTransaction();
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Optional<Account> findByName(String name) {
        database.requireTransaction();
        return accounts.values().stream().filter(a -> a.name().equals(name)).findFirst();
    }

    @Override
    public Account save(Account account) {
        database.requireTransaction();
        Account before = accounts.get(account.id());
        if (before == null) {
            throw new IllegalStateException("there is no account " + account.id());
        }
        Account after = account.withVersion(before.version() + 1);
        accounts.put(account.id(), after);
        changes.put(account.id(), database.nextChange());
        return after;
    }

    @Override
    public List<Account> changedSince(long number) {
        database.requireTransaction();
        return accounts.values().stream()
                .filter(account -> changes.get(account.id()) >= number)
                .toList();
    }

    @Override
    public List<Account> list() {
        database.requireTransaction();
        return accounts.values().stream()
                .sorted(Comparator.comparing(Account::name))
                .toList();
    }

    @Override
    public void insert(Client client) {
        database.requireTransaction();
        if (clients.putIfAbsent(client.id(), client) != null) {
            throw new NameTaken(client.id());
        }
    }

    @Override
    public Optional<Client> findClient(String clientId) {
        database.requireTransaction();
        return Optional.ofNullable(clients.get(clientId));
    }

    @Override
    public void insert(SigningKey key) {
        database.requireTransaction();
        keys.add(key);
    }

    @Override
    public List<SigningKey> signingKeys() {
        database.requireTransaction();
        return keys.stream()
                .sorted(Comparator.comparing(SigningKey::createdAt)
                        .thenComparing(SigningKey::id)
                        .reversed())
                .toList();
    }

    @Override
    public Runnable snapshot() {
        Map<AccountId, Account> accountsBefore = Map.copyOf(accounts);
        Map<AccountId, Long> changesBefore = Map.copyOf(changes);
        Map<String, Client> clientsBefore = Map.copyOf(clients);
        List<SigningKey> keysBefore = List.copyOf(keys);
        return () -> {
            accounts.clear();
            accounts.putAll(accountsBefore);
            changes.clear();
            changes.putAll(changesBefore);
            clients.clear();
            clients.putAll(clientsBefore);
            keys.clear();
            keys.addAll(keysBefore);
        };
    }
}
