package org.souk.web.oauth;

import com.nimbusds.jose.jwk.JWKSet;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /oauth2/jwks}: the public keys that verify access tokens (RFC 7517). */
@WebServlet("/oauth2/jwks")
public class JwksEndpoint extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient SigningKeys keys;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(JWKSet.MIME_TYPE);
        response.setHeader("Cache-Control", "max-age=60");
        response.getWriter().write(keys.publicKeys().toString());
    }
}
