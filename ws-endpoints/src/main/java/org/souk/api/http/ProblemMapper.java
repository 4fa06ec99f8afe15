package org.souk.api.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.souk.protocol.rest.Problem;

/** Answers every exception with a problem. Only what is our own fault is logged, under an id that the answer names. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException http
                && http.getResponse().getStatus() < 400) {
            return http.getResponse();
        }
        Problem problem = Problems.of(failure);
        if (problem.status() == Problems.INTERNAL) {
            String id = UUID.randomUUID().toString();
            LOG.log(Level.ERROR, "request failed, problem " + id, failure);
            problem = Problems.logged(problem, id);
        }
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problems.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
        if (failure instanceof WebApplicationException http) {
            String allow = http.getResponse().getHeaderString(HttpHeaders.ALLOW);
            if (allow != null) {
                answer.header(HttpHeaders.ALLOW, allow);
            }
        }
        if (problem.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, Challenge.NO_TOKEN);
        } else if (problem.status() == 403) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, Challenge.WRONG_ROLE);
        }
        return answer.build();
    }
}
