package org.souk.grpc.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.souk.core.account.Caller;
import org.souk.core.account.Role;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.grpc.status.BadToken;

/**
 * Tokens as MicroProfile JWT has them: signed with RS256 by a key of the set, by this issuer, for this audience, not
 * expired. What REST accepts is accepted here, and nothing else.
 */
public final class JwtCallers implements Callers {
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    public JwtCallers(JWKSource<SecurityContext> keys, String issuer, String audience) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "iat", "account"));
        processor.setJWTClaimsSetVerifier(claims);
    }

    @Override
    public Caller of(String token) throws BadToken {
        try {
            return caller(processor.process(token, null));
        } catch (KeySourceException e) {
            throw new BadToken("the market's keys cannot be read just now", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new BadToken("the token is not valid: " + e.getMessage(), e);
        } catch (ParseException e) {
            throw new BadToken("this is no token", e);
        }
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        List<String> groups =
                Optional.ofNullable(claims.getStringListClaim("groups")).orElse(List.of());
        Set<Role> roles = Arrays.stream(Role.values())
                .filter(role -> groups.contains(role.wireName()))
                .collect(Collectors.toUnmodifiableSet());
        Optional<NodeId> node =
                Optional.ofNullable(claims.getStringClaim("node")).map(NodeId::new);
        return new Caller(new AccountId(claims.getStringClaim("account")), roles, node);
    }
}
