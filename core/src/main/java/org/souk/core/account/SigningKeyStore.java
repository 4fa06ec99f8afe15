package org.souk.core.account;

import java.util.List;

/** Port: where the keys that sign tokens are kept. Every method joins the caller's transaction. */
public interface SigningKeyStore {
    void insert(SigningKey key);

    /** Newest first; the first one signs, all verify. */
    List<SigningKey> signingKeys();
}
