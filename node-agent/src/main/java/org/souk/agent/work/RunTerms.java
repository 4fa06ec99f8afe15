package org.souk.agent.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunRequest;
import org.souk.runtime.snapshot.SnapshotKey;

/**
 * What decides how a task's program runs, wherever it runs: a node, the next one, or an auditor get the same result and
 * the same fuel from the same terms and inputs.
 *
 * @param task its id, from which its random bytes come
 * @param module CID
 * @param arguments null for none
 * @param environment null for none
 * @param clockStart what its clock shows when it begins: the time of its submission; cut to milliseconds, which are the
 *     same wherever they were kept. Null for {@link RunRequest#DEFAULT_CLOCK_START}, where an older market does not tell
 * @param fuelLimit above 0
 * @param snapshotKey authenticates its snapshots; without one none are taken
 */
public record RunTerms(
        String task,
        String module,
        List<String> arguments,
        Map<String, String> environment,
        Instant clockStart,
        ResourcesBody resources,
        long fuelLimit,
        Duration wallLimit,
        Optional<SnapshotKey> snapshotKey) {
    private static final long OUTPUT_BYTES = 64L << 20;
    private static final int DESCRIPTORS = 256;

    public RunTerms {
        arguments = arguments == null ? List.of() : List.copyOf(arguments);
        environment = environment == null ? Map.of() : Map.copyOf(environment);
        clockStart = clockStart == null ? RunRequest.DEFAULT_CLOCK_START : clockStart.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A run on this machine. */
    RunRequest request(Inputs inputs, RunFolders.RunFolder folder, Optional<Path> snapshot) {
        return new RunRequest(
                inputs.module(),
                module,
                arguments,
                environment,
                new RunRequest.Streams(inputs.stdin(), folder.stdout(), folder.stderr()),
                folder.root(),
                inputs.mounts(),
                limits(),
                seed(),
                clockStart,
                snapshotKey,
                snapshot);
    }

    private RunLimits limits() {
        return new RunLimits(
                resources.ramBytes(),
                fuelLimit,
                wallLimit,
                Math.max(1, resources.storageBytes()),
                OUTPUT_BYTES,
                DESCRIPTORS);
    }

    private long seed() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(task.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
