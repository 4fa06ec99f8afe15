package org.souk.api;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.souk.protocol.node.Frames;
import org.souk.protocol.rest.VersionBody;

/** Tells which version of Souk answers; needs no token. */
@Path("/version")
@ApplicationScoped
public class VersionResource {
    @Inject
    @ConfigProperty(name = "souk.version", defaultValue = "development")
    String version;

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public VersionBody version() {
        return new VersionBody(version, Frames.PROTOCOL);
    }
}
