package org.souk.lab;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a text file, packed by gzip or not; its first bytes tell, not its name. */
public final class TextFile {
    private static final int BUFFER = 64 * 1024;

    private TextFile() {}

    /**
     * Latin-1, so that no byte of a comment is an error; the figures are ASCII.
     *
     * @throws ExperimentFailed when there is no such file
     */
    public static BufferedReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ExperimentFailed("there is no file " + file);
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            InputStream plain = isPacked(raw) ? new GZIPInputStream(raw, BUFFER) : raw;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isPacked(InputStream in) throws IOException {
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return packed;
    }
}
