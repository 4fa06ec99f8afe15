package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.souk.api.body.Fields;
import org.souk.api.body.ForecastBodies;
import org.souk.api.body.NodeBodies;
import org.souk.api.http.Tokens;
import org.souk.core.forecasting.LoadForecasts;
import org.souk.core.live.LiveNode;
import org.souk.core.nodes.Nodes;
import org.souk.core.nodes.Nodes.Enrolment;
import org.souk.protocol.rest.EnrolRequest;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.NodeForecastBody;
import org.souk.protocol.rest.NodeList;

/** What sellers do with their nodes, and operators with everybody's. */
@Path("/nodes")
@ApplicationScoped
@RolesAllowed({"seller", "operator"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class NodeResource {
    @Inject
    Nodes nodes;

    @Inject
    LoadForecasts forecasts;

    @Inject
    Tokens tokens;

    @POST
    @RolesAllowed("seller")
    public Response enrol(EnrolRequest body) {
        EnrolRequest request = Fields.body(body);
        Enrolment enrolment =
                nodes.enrol(tokens.caller(), Fields.name(request.name()), NodeBodies.offer(request.offer()));
        NodeBody node = body(enrolment.node());
        return Response.created(URI.create("nodes/" + node.id()))
                .header("Cache-Control", "no-store")
                .entity(new EnrolResponse(node, enrolment.clientId(), enrolment.clientSecret()))
                .build();
    }

    @GET
    public NodeList list() {
        return new NodeList(
                nodes.list(tokens.caller()).stream().map(NodeResource::body).toList());
    }

    @GET
    @Path("{id}")
    public NodeBody find(@PathParam("id") String id) {
        return body(nodes.find(tokens.caller(), Fields.node(id)));
    }

    /** What the machine's owner will need of it in the next hour. */
    @GET
    @Path("{id}/forecast")
    public NodeForecastBody forecast(@PathParam("id") String id) {
        return ForecastBodies.body(forecasts.of(tokens.caller(), Fields.node(id)));
    }

    @PATCH
    @Path("{id}")
    public NodeBody change(@PathParam("id") String id, NodeChange body) {
        NodeChange change = Fields.body(body);
        return body(nodes.change(tokens.caller(), Fields.node(id), NodeBodies.change(change)));
    }

    /** Ends a quarantine. */
    @POST
    @Path("{id}/release")
    @RolesAllowed("operator")
    public NodeBody release(@PathParam("id") String id) {
        return body(nodes.release(tokens.caller(), Fields.node(id)));
    }

    private static NodeBody body(LiveNode live) {
        return NodeBodies.body(live, Instant.now());
    }
}
