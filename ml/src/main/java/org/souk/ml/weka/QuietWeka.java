package org.souk.ml.weka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps Weka's package manager from what a server must not do: make a folder in the user's home, look for packages there,
 * call its repository, and warn that there is no native linear algebra. To be called before any of Weka's classes is used.
 *
 * <p>Weka reads these settings from system properties once, when its package manager is loaded. It insists on a folder:
 * it gets an empty one that is deleted when the process ends.
 */
public final class QuietWeka {
    private static final String HOME = "WEKA_HOME";
    private static final String LINEAR_ALGEBRA = "com.github.fommil.netlib.";

    private static boolean quiet;

    private QuietWeka() {}

    public static synchronized void please() {
        if (quiet) {
            return;
        }
        setIfUnset("weka.packageManager.offline", "true");
        setIfUnset("weka.packageManager.loadPackages", "false");
        setIfUnset(LINEAR_ALGEBRA + "BLAS", LINEAR_ALGEBRA + "F2jBLAS");
        setIfUnset(LINEAR_ALGEBRA + "LAPACK", LINEAR_ALGEBRA + "F2jLAPACK");
        setIfUnset(LINEAR_ALGEBRA + "ARPACK", LINEAR_ALGEBRA + "F2jARPACK");
        if (System.getenv(HOME) == null && System.getProperty(HOME) == null) {
            System.setProperty(HOME, emptyFolder().toString());
        }
        quiet = true;
    }

    private static void setIfUnset(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    private static Path emptyFolder() {
        try {
            Path folder = Files.createTempDirectory("souk-weka");
            // In reverse order: what Weka makes inside goes first.
            folder.toFile().deleteOnExit();
            for (String part : new String[] {"packages", "native", "props", "repCache"}) {
                folder.resolve(part).toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for Weka", e);
        }
    }
}
