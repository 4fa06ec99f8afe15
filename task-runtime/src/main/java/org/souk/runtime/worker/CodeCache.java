package org.souk.runtime.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What workers have compiled, in a folder that all workers of a node share, so that the second start of a module is fast
 * in whichever worker it is. Every file has a checksum and belongs to one build of this runtime; one that is damaged is
 * as good as none, and a folder that cannot be used costs time only. What was not used for longest makes room.
 */
final class CodeCache {
    private static final long MAX_BYTES = 512L << 20;
    private static final int CHECKSUM = Integer.BYTES;
    private static final String SUFFIX = ".code";

    private final Path folder;
    private final long maxBytes;
    private final String build;

    CodeCache(Path folder) {
        this(folder, MAX_BYTES, build());
    }

    /** @param build what compiled; code of another build is not found */
    CodeCache(Path folder, long maxBytes, String build) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.build = build;
    }

    /** The program of this module, if it was kept. */
    Optional<Program> find(String moduleKey) {
        Path file = fileOf(moduleKey);
        try {
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer content = ByteBuffer.wrap(bytes);
            if (bytes.length < CHECKSUM || content.getInt() != checksum(bytes)) {
                throw new IOException("its checksum is wrong");
            }
            CachedCompilation kept = CachedCompilation.readFrom(
                    new DataInputStream(new ByteArrayInputStream(bytes, CHECKSUM, bytes.length - CHECKSUM)));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(kept.load());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException | LinkageError e) {
            System.err.println("worker: the compiled module " + file.getFileName() + " is not used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps it for other workers, if that is possible. */
    void keep(String moduleKey, CachedCompilation code) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(content);
            out.writeInt(0);
            code.writeTo(out);
            byte[] bytes = content.toByteArray();
            ByteBuffer.wrap(bytes).putInt(checksum(bytes));
            if (bytes.length > maxBytes / 2) {
                return;
            }
            Files.createDirectories(folder);
            makeRoom(bytes.length);
            Path fresh = Files.createTempFile(folder, "new-", ".tmp");
            try {
                Files.write(fresh, bytes);
                Files.move(fresh, fileOf(moduleKey), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            System.err.println("worker: a compiled module is not kept: " + e);
        }
    }

    private void makeRoom(long wanted) throws IOException {
        List<File> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.map(Path::toFile)
                    .sorted(Comparator.comparingLong(File::lastModified))
                    .toList();
        }
        long bytes = wanted + files.stream().mapToLong(File::length).sum();
        for (File file : files) {
            if (bytes <= maxBytes) {
                return;
            }
            bytes -= file.length();
            Files.deleteIfExists(file.toPath());
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, CHECKSUM, bytes.length - CHECKSUM);
        return (int) sum.getValue();
    }

    private Path fileOf(String moduleKey) {
        return folder.resolve(hash(build + '\n' + moduleKey) + SUFFIX);
    }

    /** What this runtime was loaded from, as far as its files tell: another build rewrites and compiles differently. */
    private static String build() {
        StringBuilder parts = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            try (Stream<Path> files = Files.walk(Path.of(entry))) {
                long newest = files.map(Path::toFile)
                        .filter(File::isFile)
                        .mapToLong(File::lastModified)
                        .max()
                        .orElse(0);
                parts.append(entry).append(' ').append(newest).append('\n');
            } catch (IOException e) {
                parts.append(entry).append(" cannot be read\n");
            }
        }
        return parts.toString();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
