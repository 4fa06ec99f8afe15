package org.souk.api.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.Problem;

/** The error page for what fails before or beside the REST application, such as a tampered token or an unknown path. */
@WebServlet("/problem")
public class ProblemPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Integer failed = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = failed == null ? HttpServletResponse.SC_NOT_FOUND : failed;
        boolean tokenSent = request.getHeader("Authorization") != null;
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", tokenSent ? Challenge.BAD_TOKEN : Challenge.NO_TOKEN);
        }
        write(response, Problems.of(status, detail(status, tokenSent), null));
    }

    private static String detail(int status, boolean tokenSent) {
        return switch (status) {
            case HttpServletResponse.SC_UNAUTHORIZED ->
                tokenSent
                        ? "the token is malformed, expired or not signed by this market"
                        : "the header 'Authorization: Bearer …' is missing";
            case HttpServletResponse.SC_NOT_FOUND -> "there is nothing at this path";
            default -> null;
        };
    }

    static void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = Json.bytes(problem);
        response.setStatus(problem.status());
        response.setHeader("Content-Type", Problems.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body);
    }
}
