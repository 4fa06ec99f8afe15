package org.souk.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Lets a WebSocket handshake through only with a token of a role that its path is for. */
@WebFilter(urlPatterns = "/ws/*", asyncSupported = true)
public class HandshakeGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Map<String, List<String>> ROLES =
            Map.of("/ws/node", List.of("node"), "/ws/events", List.of("buyer", "operator"));

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<String> roles = ROLES.get(request.getServletPath());
        if (roles == null) {
            ProblemPage.write(response, Problems.of(404, "there is nothing at this path", null));
        } else if (request.getUserPrincipal() == null) {
            response.setHeader("WWW-Authenticate", Challenge.NO_TOKEN);
            ProblemPage.write(response, Problems.of(401, "the header 'Authorization: Bearer …' is missing", null));
        } else if (roles.stream().noneMatch(request::isUserInRole)) {
            response.setHeader("WWW-Authenticate", Challenge.WRONG_ROLE);
            ProblemPage.write(response, Problems.of(403, "this needs one of the roles " + roles, null));
        } else {
            chain.doFilter(request, response);
        }
    }
}
