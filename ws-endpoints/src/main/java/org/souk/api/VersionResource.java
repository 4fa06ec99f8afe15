package org.souk.api;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells which version of Souk answers; needs no token. */
@Path("/version")
@RequestScoped
public class VersionResource {

    @Inject
    @ConfigProperty(name = "souk.version", defaultValue = "development")
    String version;

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The version of this server")
    public Version version() {
        return new Version("souk", version);
    }

    /**
     * What this server is.
     *
     * @param name always {@code souk}
     * @param version the version of the build, or {@code development} where the server was not told
     */
    public record Version(String name, String version) {}
}
