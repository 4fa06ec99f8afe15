package org.souk.web.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.JakartaServletUtils;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /oauth2/token}. */
@WebServlet("/oauth2/token")
public class TokenEndpoint extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BODY = 8 * 1024;

    @Inject
    transient TokenFlow flow;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JakartaServletUtils.applyHTTPResponse(answer(request, response), response);
    }

    private HTTPResponse answer(HttpServletRequest request, HttpServletResponse response) {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            return TokenFlow.refusal(OAuth2Error.INVALID_REQUEST
                    .setHTTPStatusCode(HttpServletResponse.SC_METHOD_NOT_ALLOWED)
                    .setDescription("token requests are POSTs"));
        }
        HTTPRequest parsed;
        try {
            parsed = JakartaServletUtils.createHTTPRequest(request, LONGEST_BODY);
        } catch (IOException | IllegalArgumentException e) {
            return TokenFlow.refusal(
                    OAuth2Error.INVALID_REQUEST.setDescription("the request cannot be read or is too long"));
        }
        parsed.setClientIPAddress(request.getRemoteAddr());
        return flow.answer(parsed);
    }
}
