package org.souk.web.console;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Lets nobody into the console but operators who have signed in; everybody else is shown the sign-in form. */
@WebFilter("/console/*")
public class ConsoleGate extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String LOGIN = "/console/login";
    private static final Set<String> OPEN = Set.of(LOGIN, LOGIN + ".xhtml");

    @Inject
    transient Operator operator;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        response.setHeader("Cache-Control", "no-store");
        if (path.equals("/console") || path.equals("/console/")) {
            response.sendRedirect(request.getContextPath() + "/console/overview");
        } else if (OPEN.contains(path) || isSignedIn(request)) {
            chain.doFilter(request, response);
        } else {
            turnAway(request, response);
        }
    }

    /** Asks the session only where there is one, so that strangers do not get one each. */
    private boolean isSignedIn(HttpServletRequest request) {
        return request.getSession(false) != null && operator.isSignedIn();
    }

    /** A script that refreshes a page does not follow a redirect: it has to be told in its own words. */
    private static void turnAway(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String login = request.getContextPath() + LOGIN;
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            response.setContentType("text/xml;charset=UTF-8");
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + login
                            + "\"/></partial-response>");
        } else {
            response.sendRedirect(login);
        }
    }
}
