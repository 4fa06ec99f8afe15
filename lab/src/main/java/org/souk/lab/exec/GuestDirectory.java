package org.souk.lab.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import org.souk.lab.ExperimentFailed;
import org.souk.runtime.Mount;

/**
 * A folder or file of this machine that the program sees.
 *
 * @param host where it lies here
 * @param guest where the program sees it, absolute; {@code /} for the program's whole root
 */
record GuestDirectory(Path host, String guest) {
    private static final String ROOT = "/";

    /**
     * Reads {@code HOST:GUEST}. A relative guest path is taken from {@code /}, where every program starts.
     *
     * @throws IllegalArgumentException when a side is missing
     */
    static GuestDirectory parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("wants HOST:GUEST, such as ./data:/data, but got '" + text + "'");
        }
        return new GuestDirectory(Path.of(text.substring(0, colon)), absolute(text.substring(colon + 1)));
    }

    private static String absolute(String guest) {
        Path path = Path.of(ROOT).resolve(guest).normalize();
        return path.toString();
    }

    boolean isRoot() {
        return guest.equals(ROOT);
    }

    /** Folders can be written, files cannot. */
    Mount mount() {
        return Files.isDirectory(host)
                ? Mount.readWrite(host.toAbsolutePath(), guest)
                : Mount.readOnly(host.toAbsolutePath(), guest);
    }

    /** @throws ExperimentFailed when there is nothing at the host path, or a file where a folder is needed */
    void check() {
        if (!Files.exists(host)) {
            throw new ExperimentFailed("--dir: " + host + " does not exist");
        }
        if (isRoot() && !Files.isDirectory(host)) {
            throw new ExperimentFailed("--dir: " + host + " is not a folder, so it cannot be /");
        }
    }
}
