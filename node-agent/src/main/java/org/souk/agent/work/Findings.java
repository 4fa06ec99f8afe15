package org.souk.agent.work;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.souk.protocol.rest.OutputBody;
import org.souk.runtime.RunOutcome;

/**
 * What a run came to, as it is told to the market. Nodes and auditors find the same.
 *
 * @param detail one sentence, may be empty
 * @param exitCode −1 when the program did not exit by itself
 * @param wall the time that it ran, which is another one everywhere
 * @param outputs empty unless it succeeded
 * @param stdout CID, null when nothing was written
 * @param stderr likewise
 */
public record Findings(
        EndReason reason,
        String detail,
        int exitCode,
        long fuel,
        Duration wall,
        long peakMemoryBytes,
        List<OutputBody> outputs,
        String stdout,
        String stderr) {

    /**
     * Looks at what a program left. Of one that the node failed nothing is kept.
     *
     * @param because why it ended, its outputs apart
     * @param paths the outputs that it shall have written
     */
    static Findings of(RunOutcome outcome, EndReason because, String why, Outputs outputs, List<String> paths)
            throws IOException, InterruptedException {
        EndReason reason = because;
        String detail = why;
        List<OutputBody> written = List.of();
        String stdout = null;
        String stderr = null;
        if (reason != EndReason.NODE_FAULT) {
            try {
                stdout = outputs.storeStdout();
                stderr = outputs.storeStderr();
                if (reason == EndReason.SUCCESS) {
                    written = outputs.store(paths);
                }
            } catch (AttemptFailed e) {
                reason = e.reason();
                detail = e.getMessage();
            }
        }
        return new Findings(
                reason,
                detail,
                outcome.exitCode(),
                outcome.fuel(),
                outcome.wall(),
                outcome.peakMemoryBytes(),
                written,
                stdout,
                stderr);
    }
}
