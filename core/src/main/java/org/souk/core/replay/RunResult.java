package org.souk.core.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run came to. Nodes and auditors find the same, the time and the memory that it took apart.
 *
 * @param detail one sentence, may be empty
 * @param exitCode −1 when the program did not exit by itself
 * @param use what it took
 * @param outputs empty unless it succeeded
 * @param stdout CID, empty when nothing was written
 * @param stderr likewise
 */
public record RunResult(
        RunEnd end,
        String detail,
        int exitCode,
        Use use,
        List<Output> outputs,
        Optional<String> stdout,
        Optional<String> stderr) {
    public RunResult {
        outputs = List.copyOf(outputs);
    }

    /**
     * What a run took.
     *
     * @param fuel the same everywhere
     * @param wall the time that it ran, which is another one everywhere
     * @param peakMemoryBytes of the program's own memory
     */
    public record Use(long fuel, Duration wall, long peakMemoryBytes) {}

    /**
     * A file or folder that it wrote.
     *
     * @param path as its terms name it
     */
    public record Output(String path, String cid, long bytes) {}

    public long fuel() {
        return use.fuel();
    }
}
