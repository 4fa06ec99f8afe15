package org.souk.client.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.souk.client.file.PrivateFile;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;

/**
 * Who is signed in, and where: {@code credentials.json} in {@code SOUK_HOME} if that is set, else in the user's
 * configuration folder. Only its owner can read it.
 *
 * @param server absent: the market on this machine
 * @param webSocket absent: derived from the server
 */
public record Profile(String server, String webSocket, String clientId, String clientSecret) {
    /** Nobody is signed in, and no market is chosen. */
    public static final Profile NONE = new Profile(null, null, null, null);

    /**
     * Where it is kept.
     *
     * @param environment of the process, such as {@link System#getenv()}
     */
    public static Path file(Map<String, String> environment) {
        String home = environment.get("SOUK_HOME");
        if (home != null && !home.isBlank()) {
            return Path.of(home, "credentials.json");
        }
        String configuration = environment.get("XDG_CONFIG_HOME");
        Path folder = configuration != null && !configuration.isBlank()
                ? Path.of(configuration)
                : Path.of(System.getProperty("user.home"), ".config");
        return folder.resolve("souk").resolve("credentials.json");
    }

    /**
     * Who is signed in; {@link #NONE} when there is no such file.
     *
     * @throws IOException when there is one that cannot be read
     */
    public static Profile load(Path file) throws IOException {
        try {
            return Json.read(Files.readString(file), Profile.class);
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (Malformed e) {
            throw new IOException(file + " is damaged: " + e.field() + " " + e.getMessage() + "; sign in again", e);
        }
    }

    /** Keeps it, in the place of what was there. */
    public void save(Path file) throws IOException {
        PrivateFile.write(file, Json.bytes(this));
    }

    /** The market that was signed in to; empty for the one on this machine. */
    public Optional<String> chosenServer() {
        return Optional.ofNullable(server);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Profile[" + clientId + " at " + server + "]";
    }
}
