package org.souk.web.oauth;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.souk.core.health.GuardedTurns;

/**
 * Keeps the public keys in a file, from which this server's own MicroProfile JWT verification reads them.
 *
 * <p>Why no URL: the verification fetches it without a time limit and under a lock that every request with a token waits
 * for, in the threads that would have to answer it. A burst of requests at the wrong moment would stop the server for
 * ever.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyPublication {
    @Inject
    SigningKeys keys;

    @Inject
    OAuthSettings settings;

    @Inject
    GuardedTurns turns;

    private String published = "";

    /** Often enough that a token of another server's new key is not refused for long. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void everyTenSeconds() {
        turns.run("key publication", this::publish);
    }

    /** Unguarded when the server starts: without its keys it must not. */
    @PostConstruct
    void publish() {
        keys.reload();
        String json = keys.publicKeys().toString();
        if (!json.equals(published)) {
            write(settings.jwksFile(), json);
            published = json;
        }
    }

    /** In one step, so that no reader sees half a file. */
    private static void write(Path file, String json) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(written, json, StandardCharsets.UTF_8);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the public keys to " + file, e);
        }
    }
}
