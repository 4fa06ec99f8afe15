package org.souk.it.harness;

import java.util.Map;
import org.souk.protocol.rest.AccountBody;

/** Somebody with credentials. Asks for its token once. */
public final class Account {
    private final String id;
    private final String name;
    private final String clientId;
    private final String secret;
    private Api api;

    Account(String id, String name, String clientId, String secret) {
        this.id = id;
        this.name = name;
        this.clientId = clientId;
        this.secret = secret;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String clientId() {
        return clientId;
    }

    public String secret() {
        return secret;
    }

    public synchronized Api api() {
        if (api == null) {
            api = Api.with(Api.token(clientId, secret));
        }
        return api;
    }

    public AccountBody balance() {
        return api().get("/accounts/me").as(AccountBody.class);
    }

    /** The command line's settings for whoever this is. */
    public Map<String, String> environment() {
        SharedControlPlane market = SharedControlPlane.running();
        return Map.of(
                "SOUK_SERVER",
                market.url("").toString(),
                "SOUK_WEBSOCKET",
                market.webSocketUrl("").toString(),
                "SOUK_CLIENT_ID",
                clientId,
                "SOUK_CLIENT_SECRET",
                secret);
    }
}
