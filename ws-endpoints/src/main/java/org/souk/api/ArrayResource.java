package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.souk.api.body.Fields;
import org.souk.api.body.TaskBodies;
import org.souk.api.http.Tokens;
import org.souk.core.tasks.Tasks;
import org.souk.protocol.rest.ArraySummaryBody;

/** Arrays of tasks as a whole. */
@Path("/arrays")
@ApplicationScoped
@RolesAllowed({"buyer", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class ArrayResource {
    @Inject
    Tasks tasks;

    @Inject
    Tokens tokens;

    @GET
    @Path("{id}")
    public ArraySummaryBody find(@PathParam("id") String id) {
        return TaskBodies.body(tasks.array(tokens.caller(), Fields.array(id)));
    }

    @POST
    @Path("{id}/cancel")
    public ArraySummaryBody cancel(@PathParam("id") String id) {
        return TaskBodies.body(tasks.cancelArray(tokens.caller(), Fields.array(id)));
    }
}
