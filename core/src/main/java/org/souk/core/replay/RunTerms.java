package org.souk.core.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides what a run of a task does, on whatever machine: the same terms give the same output after the same fuel.
 *
 * @param task id of the task, from which its random bytes come
 */
public record RunTerms(String task, Program program, Content content, Limits limits) {

    /**
     * What runs, and what it is told.
     *
     * @param module CID
     * @param arguments without the program's name; null for none
     * @param environment null for none
     * @param clockStart what its clock shows when it begins: the time of its submission; cut to milliseconds, which are the
     *     same wherever they were kept. Empty where an older market does not tell: the runtime's own beginning
     */
    public record Program(
            String module, List<String> arguments, Map<String, String> environment, Optional<Instant> clockStart) {
        public Program {
            arguments = arguments == null ? List.of() : List.copyOf(arguments);
            environment = environment == null ? Map.of() : Map.copyOf(environment);
            clockStart = clockStart.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /**
     * What it reads and has to write.
     *
     * @param stdin CID; empty for an empty input
     * @param outputs absolute paths that must be there at the end; null for none
     */
    public record Content(Optional<String> stdin, List<Input> inputs, List<String> outputs) {
        /** Nothing. */
        public static final Content NONE = new Content(Optional.empty(), List.of(), List.of());

        public Content {
            inputs = List.copyOf(inputs);
            outputs = outputs == null ? List.of() : List.copyOf(outputs);
        }
    }

    /**
     * A file or folder that it can read.
     *
     * @param path absolute, as the program sees it
     */
    public record Input(String path, String cid) {}

    /**
     * What it may use.
     *
     * @param ramBytes its largest memory
     * @param storageBytes of files that it writes
     * @param fuel above 0
     * @param wall the time that it may run; the one limit that a slower machine reaches sooner
     */
    public record Limits(long ramBytes, long storageBytes, long fuel, Duration wall) {
        public Limits {
            if (fuel <= 0) {
                throw new IllegalArgumentException("fuel: must be above 0, not " + fuel);
            }
        }
    }

    /** What its random bytes are drawn from: the first eight bytes of the SHA-256 of the task's id. */
    public long randomSeed() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(task.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
