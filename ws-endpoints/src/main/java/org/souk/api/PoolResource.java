package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.souk.api.body.NodeBodies;
import org.souk.core.nodes.Nodes;
import org.souk.protocol.rest.PoolList;

/** The groups of nodes that a task may ask for, with what they have together. */
@Path("/pools")
@ApplicationScoped
@RolesAllowed({"buyer", "seller", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class PoolResource {
    @Inject
    Nodes nodes;

    @GET
    public PoolList list() {
        return new PoolList(nodes.pools().stream().map(NodeBodies::body).toList());
    }
}
