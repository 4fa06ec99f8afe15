package org.souk.lab.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.souk.runtime.RunLimits;

/** All attempts, in the order in which they are made. */
final class Attempts {

    /** Small limits, so that reaching each of them takes moments. */
    static final RunLimits LIMITS =
            new RunLimits(64L << 20, 4_000_000_000L, Duration.ofSeconds(3), 8L << 20, 64L << 10, 64);

    private static final RunLimits BY_TIME_ALONE = LIMITS.withFuel(Long.MAX_VALUE / 4);

    private Attempts() {}

    static List<Attempt> all() {
        List<Attempt> attempts = new ArrayList<>();
        prisoner(attempts, "parents", "reads files above its root by ..");
        prisoner(attempts, "parents-of-folders", "climbs by .. from folders that it opened, moved or removed");
        prisoner(attempts, "absolute", "reads files of the host by their absolute paths");
        prisoner(attempts, "disguised", "disguises .. by backslashes, escapes, overlong UTF-8 and NUL bytes");
        prisoner(attempts, "host", "opens /proc, /dev, /sys and sockets of the host");
        attempts.add(new Attempt(
                "planted-links",
                "follows symbolic links that lie in its folder to files of the host, to read, write and delete",
                new Attempt.Program.Prisoner("planted-links"),
                LIMITS,
                Attempts::plantLinks));
        prisoner(attempts, "made-links", "makes symbolic and hard links to files of the host");
        prisoner(attempts, "read-only", "writes, truncates, deletes and touches its read-only input");
        prisoner(attempts, "renames", "renames files out of its root, over its inputs and its root into itself");
        prisoner(attempts, "swapped", "exchanges folders between the check of a path and its use");
        prisoner(attempts, "guessed", "uses descriptors that it was never given");
        prisoner(attempts, "reused", "closes its root and puts other descriptors in its place and the streams'");
        prisoner(attempts, "odd-flags", "opens files with all rights and flags that do not exist");
        prisoner(attempts, "many-descriptors", "opens files until the host has no descriptors left");
        prisoner(attempts, "disk", "writes until the disk is full");
        prisoner(attempts, "sparse", "makes files of exabytes by truncate, allocate, seek and pwrite");
        prisoner(attempts, "many-files", "makes empty files until the disk has no inodes left");
        prisoner(attempts, "listings", "has a large folder listed again and again, an entry at a time");
        prisoner(attempts, "deep", "nests folders deeper than the host can name");
        prisoner(attempts, "long-names", "uses names of a megabyte and of every character");
        prisoner(attempts, "held", "fills the disk with deleted files that it keeps open");
        prisoner(
                attempts,
                "quota-tricks",
                "is given back more storage than it took, by resizing, renaming and deleting");
        prisoner(attempts, "memory", "takes memory by malloc and touches it");
        prisoner(attempts, "pages", "grows its memory page by page and by four gigabytes");
        prisoner(attempts, "huge-reads", "reads and writes with lengths that overflow 32 bits");
        byTime(attempts, "amplified", "moves 32 GiB in one call, again and again");
        byTime(attempts, "randomness", "asks for endless random bytes");
        prisoner(attempts, "output", "floods standard output");
        prisoner(attempts, "errors", "floods standard error");
        prisoner(attempts, "forged", "writes frames of the worker's protocol to its streams");
        prisoner(attempts, "loop", "loops for ever, on little fuel");
        byTime(attempts, "loop", "loops for ever, on endless fuel");
        byTime(attempts, "call-loop", "calls the host for ever");
        byTime(attempts, "sleeper", "sleeps for years");
        byTime(attempts, "waiter", "waits for a thousand timers that never come");
        byTime(attempts, "recursion", "calls itself for ever");
        byTime(attempts, "wide-recursion", "calls itself for ever with large frames");
        prisoner(attempts, "environment", "looks for variables of the host");
        prisoner(attempts, "standard-input", "looks for input that nobody gave");
        prisoner(attempts, "network", "uses sockets on every descriptor");
        prisoner(attempts, "exit-code", "ends with an exit code that no process has");
        ModuleBombs.all()
                .forEach((name, bomb) -> attempts.add(new Attempt(
                        name,
                        bomb.tried(),
                        new Attempt.Program.Bomb(bomb.module().get()),
                        LIMITS,
                        Attempt.Preparation.NONE)));
        return attempts;
    }

    private static void prisoner(List<Attempt> attempts, String name, String tried) {
        attempts.add(new Attempt(name, tried, new Attempt.Program.Prisoner(name), LIMITS, Attempt.Preparation.NONE));
    }

    private static void byTime(List<Attempt> attempts, String attempt, String tried) {
        boolean known = attempts.stream().anyMatch(other -> other.name().equals(attempt));
        attempts.add(new Attempt(
                known ? attempt + "-by-time" : attempt,
                tried,
                new Attempt.Program.Prisoner(attempt),
                BY_TIME_ALONE,
                Attempt.Preparation.NONE));
    }

    private static void plantLinks(Path root, Path cell) throws IOException {
        Map<String, Path> links = Map.of(
                "link", cell.resolve("secret"),
                "linkdir", cell,
                "loop", root.resolve("loop"),
                "dangling", cell.resolve("made-through-a-link"));
        for (Map.Entry<String, Path> link : links.entrySet()) {
            Files.createSymbolicLink(root.resolve(link.getKey()), link.getValue());
        }
    }
}
