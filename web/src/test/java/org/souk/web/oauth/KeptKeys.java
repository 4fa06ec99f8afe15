package org.souk.web.oauth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.souk.core.account.SigningKey;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.Transactions;

/** Keeps signing keys in memory, newest first, and wants to be used within a transaction. */
final class KeptKeys implements SigningKeyStore, Transactions {
    private final List<SigningKey> keys = new ArrayList<>();
    private boolean inTransaction;

    @Override
    public <T> T call(Supplier<T> work) {
        inTransaction = true;
        try {
            return work.get();
        } finally {
            inTransaction = false;
        }
    }

    @Override
    public void insert(SigningKey key) {
        checkTransaction();
        keys.add(0, key);
    }

    @Override
    public List<SigningKey> signingKeys() {
        checkTransaction();
        return List.copyOf(keys);
    }

    private void checkTransaction() {
        if (!inTransaction) {
            throw new IllegalStateException("no transaction");
        }
    }
}
