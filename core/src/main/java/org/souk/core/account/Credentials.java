package org.souk.core.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.Secrets;
import org.souk.core.common.Transactions;

/** Makes and checks the credentials of clients. */
public final class Credentials {
    private final ClientStore clients;
    private final SecretHasher hasher;
    private final Transactions transactions;
    private final Secrets secrets = new Secrets();
    private final String hashOfNobody;

    public Credentials(ClientStore clients, SecretHasher hasher, Transactions transactions) {
        this.clients = clients;
        this.hasher = hasher;
        this.transactions = transactions;
        this.hashOfNobody = hasher.hash(secrets.next());
    }

    /** A new secret and its hash; made before a transaction, since hashing takes long on purpose. */
    public Secret secret() {
        String secret = secrets.next();
        return new Secret(secret, hasher.hash(secret));
    }

    /** Stores a client that acts for an account; joins the caller's transaction. */
    public void issue(
            String clientId, AccountId account, Set<Role> roles, Optional<NodeId> node, Secret secret, Instant now) {
        clients.insert(new Client(clientId, account, roles, node, secret.hash(), now));
    }

    /** The client, if the secret is right; as slow for an unknown client as for a wrong secret. */
    public Optional<Client> authenticate(String clientId, String secret) {
        Optional<Client> client = transactions.call(() -> clients.findClient(clientId));
        boolean matches = hasher.matches(secret, client.map(Client::secretHash).orElse(hashOfNobody));
        return matches ? client : Optional.empty();
    }

    /**
     * A secret that is shown once, and its hash, which is kept.
     *
     * @param value 256 random bits
     */
    public record Secret(String value, String hash) {
        /** Without the secret, so that no log has it. */
        @Override
        public String toString() {
            return "Secret[]";
        }
    }
}
