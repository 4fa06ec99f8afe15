package org.souk.web.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the authorization server's settings. The defaults stand in the application's configuration file. */
@ApplicationScoped
public class OAuthConfiguration {
    @Produces
    @Singleton
    OAuthSettings settings(
            @ConfigProperty(name = "souk.public.url") String publicUrl,
            @ConfigProperty(name = "souk.token.ttl") Duration tokenTtl,
            @ConfigProperty(name = "souk.home") String home) {
        return new OAuthSettings(URI.create(publicUrl), tokenTtl, Path.of(home, "jwks.json"));
    }
}
