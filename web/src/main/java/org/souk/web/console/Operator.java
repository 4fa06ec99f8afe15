package org.souk.web.console;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.souk.core.account.Caller;
import org.souk.core.account.Client;
import org.souk.core.account.Role;
import org.souk.core.common.AccountId;

/** Who has signed in to the console in this session, if anybody. */
@Named
@SessionScoped
public class Operator implements Serializable {
    private static final long serialVersionUID = 1L;

    private String clientId;
    private String account;

    void signedIn(Client client) {
        clientId = client.id();
        account = client.account().value();
    }

    public boolean isSignedIn() {
        return account != null;
    }

    public String getClientId() {
        return clientId;
    }

    /** @throws IllegalStateException when nobody has signed in */
    Caller caller() {
        if (account == null) {
            throw new IllegalStateException("nobody has signed in");
        }
        return new Caller(new AccountId(account), Set.of(Role.OPERATOR), Optional.empty());
    }
}
