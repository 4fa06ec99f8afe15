package org.souk.replay.run;

import java.nio.file.Path;
import java.util.Optional;
import org.souk.core.replay.RunTerms;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunRequest;
import org.souk.runtime.snapshot.SnapshotKey;

/** A run of which everything is there. */
public record PreparedRun(RunTerms terms, Inputs inputs, RunFolders.RunFolder folder) {
    private static final long OUTPUT_BYTES = 64L << 20;
    private static final int DESCRIPTORS = 256;

    /**
     * What a worker is told.
     *
     * @param snapshotKey authenticates its snapshots; without one none are taken
     * @param snapshot where it goes on; empty: at its beginning
     */
    public RunRequest request(Optional<SnapshotKey> snapshotKey, Optional<Path> snapshot) {
        RunTerms.Program program = terms.program();
        return new RunRequest(
                inputs.module(),
                program.module(),
                program.arguments(),
                program.environment(),
                new RunRequest.Streams(inputs.stdin(), folder.stdout(), folder.stderr()),
                folder.root(),
                inputs.mounts(),
                limits(),
                terms.randomSeed(),
                program.clockStart().orElse(RunRequest.DEFAULT_CLOCK_START),
                snapshotKey,
                snapshot);
    }

    private RunLimits limits() {
        RunTerms.Limits limits = terms.limits();
        return new RunLimits(
                limits.ramBytes(),
                limits.fuel(),
                limits.wall(),
                Math.max(1, limits.storageBytes()),
                OUTPUT_BYTES,
                DESCRIPTORS);
    }
}
