package org.souk.core.account;

import java.util.Optional;
import org.souk.core.common.NameTaken;

/** Port: where the clients of accounts are kept. Every method joins the caller's transaction. */
public interface ClientStore {
    /** @throws NameTaken when a client of that id exists */
    void insert(Client client);

    Optional<Client> findClient(String clientId);
}
