package org.souk.web.oauth;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** {@code GET /.well-known/oauth-authorization-server}: what this server can do (RFC 8414). */
@WebServlet("/.well-known/oauth-authorization-server")
public class MetadataEndpoint extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient OAuthSettings settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "max-age=60");
        response.getWriter().write(metadata(settings).toJSONObject().toJSONString());
    }

    static AuthorizationServerMetadata metadata(OAuthSettings settings) {
        AuthorizationServerMetadata metadata =
                new AuthorizationServerMetadata(new Issuer(settings.issuer().toString()));
        metadata.setTokenEndpointURI(settings.endpoint("/oauth2/token"));
        metadata.setJWKSetURI(settings.endpoint("/oauth2/jwks"));
        metadata.setGrantTypes(List.of(GrantType.CLIENT_CREDENTIALS));
        metadata.setResponseTypes(List.of());
        metadata.setTokenEndpointAuthMethods(
                List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC, ClientAuthenticationMethod.CLIENT_SECRET_POST));
        return metadata;
    }
}
