package org.souk.agent.work;

import java.util.List;
import org.souk.core.replay.RunResult;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.rest.OutputBody;
import org.souk.replay.run.RunFailed;

/** The last word on an attempt. */
final class Report {
    private static final int MAX_DETAIL = 500;

    private Report() {}

    static Ended of(AttemptId id, RunResult found) {
        return new Ended(
                id.task(),
                id.number(),
                found.end().name(),
                shortened(found.detail()),
                found.exitCode(),
                found.fuel(),
                found.use().wall().toMillis(),
                found.use().peakMemoryBytes(),
                outputs(found),
                found.stdout().orElse(null),
                found.stderr().orElse(null));
    }

    private static List<OutputBody> outputs(RunResult found) {
        return found.outputs().stream()
                .map(output -> new OutputBody(output.path(), output.cid(), output.bytes()))
                .toList();
    }

    /** On one whose program left nothing. */
    static Ended of(AttemptId id, RunFailed failure, long fuel) {
        return new Ended(
                id.task(),
                id.number(),
                failure.reason().name(),
                shortened(failure.getMessage()),
                -1,
                fuel,
                0,
                0,
                List.of(),
                null,
                null);
    }

    private static String shortened(String detail) {
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
    }
}
