package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import org.souk.core.account.Account;
import org.souk.core.account.AccountStore;
import org.souk.core.account.Client;
import org.souk.core.account.ClientStore;
import org.souk.core.account.SigningKey;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;

/** {@link AccountStore} in the tables {@code account}, {@code client} and {@code signing_key}. */
public final class JpaAccountStore implements AccountStore, ClientStore, SigningKeyStore {
    private static final String ACCOUNT_INDEX = "account_by_name";
    private static final String CLIENT_INDEX = "client_by_id";

    private final EntityManager entities;

    /** @param entities used by many threads: a container's proxy, or one like it */
    public JpaAccountStore(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void insert(Account account) {
        insertNamed(AccountRow.of(account), account.name(), ACCOUNT_INDEX);
    }

    @Override
    public void insert(Client client) {
        insertNamed(ClientRow.of(client), client.id(), CLIENT_INDEX);
    }

    private void insertNamed(Object row, String name, String index) {
        try {
            entities.persist(row);
            entities.flush();
        } catch (PersistenceException e) {
            if (UniqueViolation.of(index, e)) {
                NameTaken taken = new NameTaken(name);
                taken.initCause(e);
                throw taken;
            }
            throw e;
        }
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(entities.find(AccountRow.class, id.value())).map(AccountRow::toDomain);
    }

    @Override
    public Account save(Account account) {
        AccountRow row = RowLock.all(
                        entities, AccountRow.class, List.of(account.id().value()))
                .stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no account " + account.id()));
        row.change(account);
        return row.toDomain();
    }

    @Override
    public List<Account> changedSince(long number) {
        return Unmanaged.rows(entities, "SELECT a FROM AccountRow a WHERE a.changeNumber >= :number", AccountRow.class)
                .setParameter("number", number)
                .getResultStream()
                .map(AccountRow::toDomain)
                .toList();
    }

    @Override
    public Optional<Account> findByName(String name) {
        return entities.createQuery("SELECT a FROM AccountRow a WHERE a.name = :name", AccountRow.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst()
                .map(AccountRow::toDomain);
    }

    @Override
    public List<Account> list() {
        return Unmanaged.rows(entities, "SELECT a FROM AccountRow a ORDER BY a.name", AccountRow.class)
                .getResultStream()
                .map(AccountRow::toDomain)
                .toList();
    }

    @Override
    public Optional<Client> findClient(String clientId) {
        return Optional.ofNullable(entities.find(ClientRow.class, clientId)).map(ClientRow::toDomain);
    }

    @Override
    public void insert(SigningKey key) {
        entities.persist(SigningKeyRow.of(key));
    }

    @Override
    public List<SigningKey> signingKeys() {
        return entities.createQuery(
                        "SELECT k FROM SigningKeyRow k ORDER BY k.createdAt DESC, k.id DESC", SigningKeyRow.class)
                .getResultStream()
                .map(SigningKeyRow::toDomain)
                .toList();
    }
}
