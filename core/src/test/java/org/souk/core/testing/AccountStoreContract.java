package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.NOON;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.account.Account;
import org.souk.core.account.AccountStore;
import org.souk.core.account.Client;
import org.souk.core.account.ClientStore;
import org.souk.core.account.Role;
import org.souk.core.account.SigningKey;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;
import org.souk.core.common.Transactions;

/** What every {@link AccountStore} does. */
public abstract class AccountStoreContract {
    private static final Account ADA =
            new Account(new AccountId("a1"), "ada", Set.of(Role.BUYER, Role.SELLER), NOON, "standard");

    private AccountStore accounts;
    private ClientStore clients;
    private SigningKeyStore keys;
    private Transactions transactions;

    /** An empty store. */
    protected abstract AccountStore accounts();

    /** An empty store, of the same database. */
    protected abstract ClientStore clients();

    /** Likewise. */
    protected abstract SigningKeyStore keys();

    protected abstract Transactions transactions();

    @BeforeEach
    void setUp() {
        accounts = accounts();
        clients = clients();
        keys = keys();
        transactions = transactions();
    }

    @Test
    void accountIsFoundByIdAndName() {
        insert(ADA);

        assertThat(transactions.call(() -> accounts.find(ADA.id()))).contains(ADA);
        assertThat(transactions.call(() -> accounts.findByName("ada"))).contains(ADA);
        assertThat(transactions.call(() -> accounts.find(new AccountId("a2")))).isEmpty();
        assertThat(transactions.call(() -> accounts.findByName("Ada"))).isEmpty();
    }

    @Test
    void nameOfAnAccountIsUnique() {
        insert(ADA);
        Account other = new Account(new AccountId("a2"), "ada", Set.of(Role.OPERATOR), NOON, "standard");

        assertThatThrownBy(() -> insert(other)).isInstanceOf(NameTaken.class).hasMessageContaining("ada");
        assertThat(transactions.call(accounts::list)).containsExactly(ADA);
    }

    @Test
    void ofSimultaneousAccountsOfOneNameOneIsOpened() {
        List<Optional<Throwable>> outcomes = Concurrently.run(
                4, i -> insert(new Account(new AccountId("a" + i), "ada", Set.of(Role.BUYER), NOON, "standard")));

        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(outcomes.stream().flatMap(Optional::stream)).allMatch(NameTaken.class::isInstance);
    }

    @Test
    void accountsAreListedByName() {
        Account bob = new Account(new AccountId("a0"), "bob", Set.of(Role.OPERATOR), NOON, "standard");
        insert(bob);
        insert(ADA);

        assertThat(transactions.call(accounts::list)).containsExactly(ADA, bob);
    }

    @Test
    void anAccountChangesItsPlan() {
        insert(ADA);
        Account changed = transactions.call(() -> accounts.save(ADA.withPlan("premium")));

        assertThat(changed).isEqualTo(ADA.withPlan("premium").withVersion(1));
        assertThat(transactions.call(() -> accounts.find(ADA.id()))).contains(changed);
        assertThat(transactions.call(accounts::list)).containsExactly(changed);
        Account gone = new Account(new AccountId("a9"), "gone", Set.of(Role.BUYER), NOON, "standard");
        assertThatThrownBy(() -> transactions.run(() -> accounts.save(gone))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyChangeOfAnAccountIsCounted() {
        insert(ADA);

        List<Optional<Throwable>> outcomes = Concurrently.run(4, thread -> {
            for (int i = 0; i < 5; i++) {
                transactions.run(() -> accounts.save(ADA.withPlan("plan-" + thread)));
            }
        });

        assertThat(outcomes).allMatch(Optional::isEmpty);
        // 4 threads × 5 changes
        assertThat(transactions
                        .call(() -> accounts.find(ADA.id()))
                        .orElseThrow()
                        .version())
                .isEqualTo(20);
    }

    @Test
    void clientIsFoundByItsId() {
        insert(ADA);
        Client buyer = new Client("ada", ADA.id(), ADA.roles(), Optional.empty(), "$argon2id$x", NOON);
        Client node =
                new Client("node-1", ADA.id(), Set.of(Role.NODE), Optional.of(new NodeId("n1")), "$argon2id$y", NOON);
        transactions.run(() -> clients.insert(buyer));
        transactions.run(() -> clients.insert(node));

        assertThat(transactions.call(() -> clients.findClient("ada"))).contains(buyer);
        assertThat(transactions.call(() -> clients.findClient("node-1"))).contains(node);
        assertThat(transactions.call(() -> clients.findClient("nobody"))).isEmpty();
        assertThatThrownBy(() -> transactions.run(() -> clients.insert(buyer)))
                .isInstanceOf(NameTaken.class)
                .hasMessageContaining("ada");
    }

    @Test
    void signingKeysComeNewestFirst() {
        SigningKey older = new SigningKey("k1", new byte[] {0, -1, 7}, new byte[] {1}, NOON);
        SigningKey newer = new SigningKey("k0", new byte[3000], new byte[400], NOON.plusMillis(1));
        assertThat(transactions.call(keys::signingKeys)).isEmpty();
        transactions.run(() -> keys.insert(older));
        transactions.run(() -> keys.insert(newer));

        List<SigningKey> found = transactions.call(keys::signingKeys);

        assertThat(found).extracting(SigningKey::id).containsExactly("k0", "k1");
        assertThat(found.get(1).privatePkcs8()).containsExactly(0, -1, 7);
        assertThat(found.get(0).privatePkcs8()).hasSize(3000);
        assertThat(found.get(1).createdAt()).isEqualTo(NOON);
    }

    private void insert(Account account) {
        transactions.run(() -> accounts.insert(account));
    }
}
