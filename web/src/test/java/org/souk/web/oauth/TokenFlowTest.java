package org.souk.web.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.souk.core.account.Role;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.web.signin.ClientSignIn;
import org.souk.web.signin.FakeAccounts;
import org.souk.web.signin.SettableClock;

class TokenFlowTest {
    private static final OAuthSettings SETTINGS =
            new OAuthSettings(URI.create("http://127.0.0.1:8080"), Duration.ofHours(1), Path.of("jwks.json"));
    private static final String GRANT = "grant_type=client_credentials";

    private final SettableClock clock = new SettableClock();
    private final KeptKeys kept = new KeptKeys();
    private final SigningKeys keys = new SigningKeys(kept, kept, clock);
    private final FakeAccounts accounts = new FakeAccounts()
            .with("alice", Set.of(Role.BUYER, Role.SELLER), Optional.empty())
            .with("node-1", Set.of(Role.NODE), Optional.of(new NodeId("n1")));
    private final TokenFlow flow = new TokenFlow(new ClientSignIn(accounts, clock), keys, SETTINGS, clock);

    @Test
    void tokenOfAnAccountHasTheClaimsOfMicroProfileJwtAndVerifiesWithThePublicKeys() throws Exception {
        HTTPResponse response = flow.answer(basic("alice", FakeAccounts.SECRET, GRANT));
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeaderValue("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getBodyAsJSONObject().get("token_type")).isEqualTo("Bearer");
        assertThat(response.getBodyAsJSONObject().get("expires_in")).isEqualTo(3600L);

        SignedJWT token = token(response);
        assertThat(token.getHeader().getType().getType()).isEqualTo("JWT");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("http://127.0.0.1:8080");
        assertThat(claims.getAudience()).containsExactly("souk");
        assertThat(claims.getSubject()).isEqualTo("account-of-alice");
        assertThat(claims.getStringClaim("upn")).isEqualTo("alice");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("alice");
        assertThat(claims.getStringClaim("account")).isEqualTo("account-of-alice");
        assertThat(claims.getStringListClaim("groups")).isEqualTo(List.of("buyer", "seller"));
        assertThat(claims.getClaims()).doesNotContainKey("node");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(clock.instant()));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(clock.instant().plusSeconds(3600)));
        assertThat(verifies(token)).isTrue();
    }

    @Test
    void tokenOfANodeNamesTheNode() throws Exception {
        JWTClaimsSet claims =
                token(flow.answer(post("node-1", FakeAccounts.SECRET))).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("n1");
        assertThat(claims.getStringClaim("node")).isEqualTo("n1");
        assertThat(claims.getStringListClaim("groups")).containsExactly("node");
    }

    @Test
    void whatTheMarketRefusesIsAnOAuthErrorWithItsWords() throws Exception {
        accounts.failWith(new InvalidRequest("client_id", "has a control character"));
        HTTPResponse response = flow.answer(basic("alice", FakeAccounts.SECRET, GRANT));
        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(response.getBodyAsJSONObject().get("error")).isEqualTo("invalid_request");
        assertThat(response.getBodyAsJSONObject().get("error_description")).isEqualTo("has a control character");
    }

    @Test
    void ourOwnFailureIsAnOAuthErrorThatTellsNothingOfTheInside() throws Exception {
        accounts.failWith(new IllegalStateException("jdbc:postgresql://secret"));
        HTTPResponse response = flow.answer(basic("alice", FakeAccounts.SECRET, GRANT));
        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(response.getBodyAsJSONObject().get("error")).isEqualTo("server_error");
        assertThat(response.getBody()).contains("problem ").doesNotContain("secret");
    }

    @Test
    void wrongSecretAndUnknownClientLookTheSame() throws Exception {
        HTTPResponse wrong = flow.answer(basic("alice", "wrong", GRANT));
        HTTPResponse unknown = flow.answer(post("nobody", "wrong"));
        for (HTTPResponse response : List.of(wrong, unknown)) {
            assertThat(response.getStatusCode()).isEqualTo(401);
            assertThat(response.getHeaderValue("WWW-Authenticate")).startsWith("Basic ");
            assertThat(response.getHeaderValue("Cache-Control")).isEqualTo("no-store");
            assertThat(error(response)).isEqualTo("invalid_client");
        }
        assertThat(wrong.getBody()).isEqualTo(unknown.getBody());
    }

    @Test
    void anotherGrantIsUnsupported() throws Exception {
        assertThat(error(flow.answer(basic("alice", FakeAccounts.SECRET, "grant_type=password&username=a&password=b"))))
                .isEqualTo("unsupported_grant_type");
    }

    @Test
    void unknownScopeIsRefused() throws Exception {
        assertThat(error(flow.answer(basic("alice", FakeAccounts.SECRET, GRANT + "&scope=everything"))))
                .isEqualTo("invalid_scope");
    }

    @Test
    void malformedRequestsAreRefusedWithAReason() throws Exception {
        for (String body : List.of("", "nonsense", GRANT + "&" + GRANT)) {
            HTTPResponse response = flow.answer(basic("alice", FakeAccounts.SECRET, body));
            assertThat(response.getStatusCode()).as(body).isEqualTo(400);
            assertThat(error(response)).as(body).isEqualTo("invalid_request");
        }
        HTTPRequest json = basic("alice", FakeAccounts.SECRET, GRANT);
        json.setEntityContentType(ContentType.APPLICATION_JSON);
        assertThat(error(flow.answer(json))).isEqualTo("invalid_request");
    }

    @Test
    void missingAuthenticationIsAnInvalidClient() throws Exception {
        HTTPResponse response = flow.answer(form(GRANT));
        assertThat(error(response)).isEqualTo("invalid_client");
        assertThat(response.getStatusCode()).isEqualTo(401);
    }

    @Test
    void garbledAuthenticationIsAnInvalidRequest() throws Exception {
        HTTPRequest garbled = form(GRANT);
        garbled.setAuthorization("Basic !!!");
        HTTPResponse response = flow.answer(garbled);
        assertThat(error(response)).isEqualTo("invalid_request");
        assertThat(response.getStatusCode()).isEqualTo(400);
    }

    @Test
    void failuresInARowAreAnsweredWithTryAgainLater() throws Exception {
        for (int i = 0; i < 10; i++) {
            flow.answer(post("alice", "wrong"));
        }
        HTTPResponse response = flow.answer(post("alice", "wrong"));
        assertThat(response.getStatusCode()).isEqualTo(429);
        assertThat(response.getHeaderValue("Retry-After")).isEqualTo("6");
        assertThat(error(response)).isEqualTo("temporarily_unavailable");
    }

    @Test
    void newestKeySignsAndAllVerify() throws Exception {
        SignedJWT old = token(flow.answer(post("alice", FakeAccounts.SECRET)));
        kept.run(() -> kept.insert(RsaKeys.generate("second", clock.instant())));
        keys.reload();
        SignedJWT fresh = token(flow.answer(post("alice", FakeAccounts.SECRET)));
        assertThat(fresh.getHeader().getKeyID()).isEqualTo("second");
        assertThat(verifies(old)).isTrue();
        assertThat(verifies(fresh)).isTrue();
    }

    @Test
    void publishedKeysHoldNoPrivatePart() {
        assertThat(keys.publicKeys().toString())
                .contains("\"n\":")
                .doesNotContain("\"d\":")
                .doesNotContain("\"p\":");
    }

    @Test
    void metadataNamesTheEndpoints() {
        assertThat(MetadataEndpoint.metadata(SETTINGS).toJSONObject())
                .containsEntry("issuer", "http://127.0.0.1:8080")
                .containsEntry("token_endpoint", "http://127.0.0.1:8080/oauth2/token")
                .containsEntry("jwks_uri", "http://127.0.0.1:8080/oauth2/jwks");
    }

    @Test
    void publicUrlWithAPathIsRefused() {
        for (String url : List.of("http://souk.example/", "https://souk.example/market", "souk.example", "ftp://x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OAuthSettings(URI.create(url), Duration.ofHours(1), Path.of("x")))
                    .withMessageContaining("souk.public.url");
        }
    }

    private boolean verifies(SignedJWT token) throws Exception {
        JWKSet published = JWKSet.parse(keys.publicKeys().toString());
        return token.verify(new RSASSAVerifier(
                published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey()));
    }

    private static SignedJWT token(HTTPResponse response) throws Exception {
        return SignedJWT.parse((String) response.getBodyAsJSONObject().get("access_token"));
    }

    private static String error(HTTPResponse response) throws Exception {
        return (String) response.getBodyAsJSONObject().get("error");
    }

    private static HTTPRequest post(String client, String secret) {
        return form(
                GRANT + "&client_id=" + client + "&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    private static HTTPRequest basic(String client, String secret, String body) {
        String pair = client + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        HTTPRequest request = form(body);
        request.setAuthorization("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        return request;
    }

    private static HTTPRequest form(String body) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, SETTINGS.endpoint("/oauth2/token"));
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(body);
        request.setClientIPAddress("10.0.0.1");
        return request;
    }
}
