package org.souk.web.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.souk.core.account.Client;
import org.souk.web.signin.ClientSignIn;
import org.souk.web.signin.SignInResult;

/** Answers token requests with the client credentials grant (RFC 6749, sections 4.4 and 5). */
@ApplicationScoped
public class TokenFlow {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final ClientSignIn clients;
    private final SigningKeys keys;
    private final AccessTokens tokens;

    /** For the container's proxy. */
    protected TokenFlow() {
        this.clients = null;
        this.keys = null;
        this.tokens = null;
    }

    @Inject
    public TokenFlow(ClientSignIn clients, SigningKeys keys, OAuthSettings settings) {
        this(clients, keys, settings, InstantSource.system());
    }

    TokenFlow(ClientSignIn clients, SigningKeys keys, OAuthSettings settings, InstantSource clock) {
        this.clients = clients;
        this.keys = keys;
        this.tokens = new AccessTokens(settings, clock);
    }

    HTTPResponse answer(HTTPRequest request) {
        try {
            return answered(request);
        } catch (RuntimeException e) {
            return refusal(TokenRefusals.of(e));
        }
    }

    private HTTPResponse answered(HTTPRequest request) {
        TokenRequest wanted;
        try {
            wanted = TokenRequest.parse(request);
            if (request.getBodyAsFormParameters().values().stream().anyMatch(values -> values.size() > 1)) {
                return refusal(OAuth2Error.INVALID_REQUEST.setDescription("a parameter occurs more than once"));
            }
        } catch (ParseException e) {
            ErrorObject error = e.getErrorObject();
            return refusal(
                    error == null ? OAuth2Error.INVALID_REQUEST.appendDescription(": " + e.getMessage()) : error);
        }
        if (!wanted.getAuthorizationGrant().getType().equals(GrantType.CLIENT_CREDENTIALS)) {
            return refusal(OAuth2Error.UNSUPPORTED_GRANT_TYPE.setDescription("only client_credentials is supported"));
        }
        if (wanted.getScope() != null && !wanted.getScope().isEmpty()) {
            return refusal(
                    OAuth2Error.INVALID_SCOPE.setDescription("there are no scopes here: leave the parameter out"));
        }
        return authenticate(wanted.getClientAuthentication(), request.getClientIPAddress());
    }

    private HTTPResponse authenticate(ClientAuthentication client, String address) {
        if (!(client instanceof PlainClientSecret withSecret)) {
            return refusal(OAuth2Error.INVALID_CLIENT.setDescription(
                    "authenticate with client_secret_basic or client_secret_post"));
        }
        String secret = withSecret.getClientSecret().getValue();
        return clients.signIn(client.getClientID().getValue(), secret, address).match(new Answers());
    }

    private final class Answers implements SignInResult.Visitor<HTTPResponse> {
        @Override
        public HTTPResponse signedIn(SignInResult.SignedIn result) {
            return success(result.client());
        }

        @Override
        public HTTPResponse wrongCredentials(SignInResult.WrongCredentials result) {
            return refusal(OAuth2Error.INVALID_CLIENT.setDescription("the client is unknown or its secret is wrong"));
        }

        @Override
        public HTTPResponse tooManyFailures(SignInResult.TooManyFailures result) {
            return later(TOO_MANY_REQUESTS, "too many failed attempts", result.retryAfter());
        }

        @Override
        public HTTPResponse busy(SignInResult.Busy result) {
            return later(UNAVAILABLE, "too many clients ask for tokens right now", result.retryAfter());
        }
    }

    private HTTPResponse success(Client client) {
        return new AccessTokenResponse(new Tokens(tokens.issue(client, keys.newest()), null)).toHTTPResponse();
    }

    private static HTTPResponse later(int status, String reason, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        String description = reason + ": try again in " + seconds + " s";
        HTTPResponse response = refusal(new ErrorObject(OAuth2Error.TEMPORARILY_UNAVAILABLE_CODE, description, status));
        response.setHeader("Retry-After", Long.toString(seconds));
        return response;
    }

    /** RFC 6749 wants an invalid client to be answered with 401 and a challenge. */
    static HTTPResponse refusal(ErrorObject error) {
        HTTPResponse response = new TokenErrorResponse(error).toHTTPResponse();
        if (response.getStatusCode() == HTTPResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"souk\", charset=\"UTF-8\"");
        }
        return response;
    }
}
