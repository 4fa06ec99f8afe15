package org.souk.web.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.souk.core.account.SigningKey;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.Transactions;

/**
 * The keys of this market: the newest signs, all verify. The first one is made when there is none; two servers that
 * start at once may both make one, which does no harm.
 */
@ApplicationScoped
public class SigningKeys {
    private final SigningKeyStore store;
    private final Transactions transactions;
    private final Clock clock;
    private volatile List<RSAKey> keys = List.of();

    /** For the container's proxy. */
    protected SigningKeys() {
        this(null, null, Clock.systemUTC());
    }

    @Inject
    public SigningKeys(SigningKeyStore store, Transactions transactions) {
        this(store, transactions, Clock.systemUTC());
    }

    SigningKeys(SigningKeyStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The key that signs. */
    RSAKey newest() {
        return loaded().get(0);
    }

    /** Every key's public half, as a JSON Web Key Set. */
    JWKSet publicKeys() {
        return new JWKSet(List.<JWK>copyOf(loaded())).toPublicJWKSet();
    }

    /** Reads the keys again: another server may have made one. */
    synchronized void reload() {
        List<SigningKey> stored = transactions.call(store::signingKeys);
        if (stored.isEmpty()) {
            SigningKey first = RsaKeys.generate(UUID.randomUUID().toString(), clock.instant());
            transactions.run(() -> store.insert(first));
            stored = transactions.call(store::signingKeys);
        }
        keys = stored.stream().map(RsaKeys::toJwk).toList();
    }

    private List<RSAKey> loaded() {
        if (keys.isEmpty()) {
            reload();
        }
        return keys;
    }
}
