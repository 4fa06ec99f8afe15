package org.souk.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.souk.api.body.Fields;
import org.souk.core.account.Caller;
import org.souk.core.account.Role;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;

/** Turns an access token that MicroProfile JWT has verified into a caller, for REST and for the WebSockets. */
@ApplicationScoped
public class Tokens {
    private final JsonWebToken current;

    @Inject
    public Tokens(JsonWebToken current) {
        this.current = current;
    }

    /** For the proxy. */
    protected Tokens() {
        this(null);
    }

    /** The caller of the current HTTP request. */
    public Caller caller() {
        return caller(current);
    }

    /**
     * Who a token speaks for: claims {@code account}, {@code groups} and, for agents, {@code node}.
     *
     * @throws NotAuthorizedException when the claim {@code account} is missing or is no id
     */
    public static Caller caller(JsonWebToken token) {
        String account = token.getClaim("account");
        if (!Fields.isId(account)) {
            throw new NotAuthorizedException("the token has no claim 'account'", Challenge.BAD_TOKEN);
        }
        Set<String> groups = token.getGroups();
        Set<Role> roles = Arrays.stream(Role.values())
                .filter(role -> groups.contains(role.wireName()))
                .collect(Collectors.toUnmodifiableSet());
        Optional<NodeId> node = Optional.ofNullable(token.<String>getClaim("node"))
                .filter(Fields::isId)
                .map(NodeId::new);
        return new Caller(new AccountId(account), roles, node);
    }
}
