package org.souk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.souk.client.Credentials;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.client.profile.Profile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which every command finds the market and whom it calls it for. */
final class Market {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The market (default: as signed in, else http://127.0.0.1:8080).")
    String server;

    @Option(
            names = "--websocket",
            paramLabel = "URL",
            description = "Its WebSocket listener (default: the server's host, port 9001).")
    String webSocket;

    private final Map<String, String> environment = System.getenv();

    Path profileFile() {
        return Profile.file(environment);
    }

    MarketAddress address() throws IOException {
        return address(Profile.load(profileFile()));
    }

    private MarketAddress address(Profile profile) {
        String base = Optional.ofNullable(server)
                .or(() -> Optional.ofNullable(environment.get("SOUK_SERVER")))
                .or(profile::chosenServer)
                .orElse(MarketAddress.DEFAULT_SERVER);
        String socket = Optional.ofNullable(webSocket)
                .or(() -> Optional.ofNullable(environment.get("SOUK_WEBSOCKET")))
                .orElse(base.equals(profile.server()) ? profile.webSocket() : null);
        try {
            return MarketAddress.of(base, socket);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** The market for whoever is signed in. */
    MarketClient client() throws IOException {
        return new MarketClient(address().server(), credentials());
    }

    Credentials credentials() throws IOException {
        String id = environment.get("SOUK_CLIENT_ID");
        String secret = environment.get("SOUK_CLIENT_SECRET");
        if (id != null && secret != null && !id.isBlank() && !secret.isBlank()) {
            return new Credentials(id, secret);
        }
        Profile profile = Profile.load(profileFile());
        if (profile.clientId() == null || profile.clientSecret() == null) {
            throw new Failure("nobody is signed in; use 'souk login --client-id ID', or set SOUK_CLIENT_ID and "
                    + "SOUK_CLIENT_SECRET");
        }
        return new Credentials(profile.clientId(), profile.clientSecret());
    }
}
