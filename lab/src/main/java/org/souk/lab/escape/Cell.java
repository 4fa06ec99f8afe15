package org.souk.lab.escape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where one attempt is made: a task's root, and around it what must not be read or changed. A secret lies at each step of
 * the way up from the root, with a neighbour's folder and the read-only input.
 */
final class Cell {

    private final Path folder;
    private final String secret;
    private final String before;

    private Cell(Path folder, String secret) throws IOException {
        this.folder = folder;
        this.secret = secret;
        for (String place : List.of("", "tasks", "tasks/one", "tasks/neighbour", "tasks/neighbour/root")) {
            Path beside = Files.createDirectories(folder.resolve(place));
            Files.writeString(beside.resolve("secret"), secret);
        }
        Files.createDirectories(root());
        Files.createDirectories(folder.resolve("inputs"));
        Files.writeString(input(), secret + " is what the input says");
        before = fingerprint();
    }

    static Cell in(Path folder, String secret) throws IOException {
        return new Cell(folder, secret);
    }

    Path path() {
        return folder;
    }

    Path root() {
        return folder.resolve("tasks/one/root");
    }

    Path input() {
        return folder.resolve("inputs/data");
    }

    Path stdout() {
        return folder.resolve("tasks/one/stdout");
    }

    Path stderr() {
        return folder.resolve("tasks/one/stderr");
    }

    /** What is wrong with the host's files after the attempt; empty if nothing is. */
    Optional<String> damage() throws IOException {
        if (!fingerprint().equals(before)) {
            return Optional.of("files of the host have changed");
        }
        for (Path output : List.of(stdout(), stderr())) {
            if (Files.exists(output)
                    && Files.readString(output, StandardCharsets.ISO_8859_1).contains(secret)) {
                return Optional.of("the secret is in its output");
            }
        }
        return leaked();
    }

    private Optional<String> leaked() throws IOException {
        byte[] wanted = secret.getBytes(StandardCharsets.US_ASCII);
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(file) < 1 << 20
                        && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                .contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                    return Optional.of("the secret is in its files");
                }
            }
        } catch (UncheckedIOException e) {
            return Optional.of("its files cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The bytes of the root's files, and how many files and folders there are. */
    Usage usage() throws IOException {
        long bytes = 0;
        long entries = 0;
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                entries++;
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                bytes += attributes.isRegularFile() ? attributes.size() : 0;
            }
        }
        return new Usage(bytes, entries - 1);
    }

    /** @param entries files and folders, without the root itself */
    record Usage(long bytes, long entries) {}

    /** All that lies outside the root and the streams: names, contents and times. */
    private String fingerprint() throws IOException {
        TreeMap<String, String> seen = new TreeMap<>();
        for (Path file : outside()) {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            seen.put(
                    folder.relativize(file).toString(),
                    attributes.isRegularFile()
                            ? Files.readString(file) + attributes.lastModifiedTime()
                            : "folder " + attributes.isDirectory());
        }
        return seen.toString();
    }

    private List<Path> outside() throws IOException {
        List<Path> found = new ArrayList<>();
        List<Path> waiting = new ArrayList<>(List.of(folder));
        while (!waiting.isEmpty()) {
            Path next = waiting.remove(waiting.size() - 1);
            if (next.equals(root()) || next.equals(stdout()) || next.equals(stderr())) {
                continue;
            }
            found.add(next);
            if (Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> children = Files.list(next)) {
                    children.forEach(waiting::add);
                }
            }
        }
        return found;
    }
}
