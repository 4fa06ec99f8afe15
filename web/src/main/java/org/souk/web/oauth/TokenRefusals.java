package org.souk.web.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.souk.core.common.MarketException;

/**
 * The OAuth2 error (RFC 6749, section 5.2) for what the market throws while a client signs in. Only what is our own fault
 * is logged, under an id that the error names.
 */
final class TokenRefusals {
    private static final Logger LOG = System.getLogger(TokenRefusals.class.getName());
    private static final int UNAVAILABLE = 503;

    private TokenRefusals() {}

    static ErrorObject of(RuntimeException failure) {
        if (failure instanceof MarketException known) {
            return switch (known.category()) {
                case USER, CONFLICT, NOT_FOUND -> OAuth2Error.INVALID_REQUEST.setDescription(known.getMessage());
                case INSUFFICIENT_RESOURCES ->
                    new ErrorObject(OAuth2Error.TEMPORARILY_UNAVAILABLE_CODE, known.getMessage(), UNAVAILABLE);
                case INTERNAL -> ours(failure);
            };
        }
        return ours(failure);
    }

    private static ErrorObject ours(RuntimeException failure) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "a token request failed, problem " + id, failure);
        return OAuth2Error.SERVER_ERROR.setDescription("the market has failed, problem " + id);
    }
}
