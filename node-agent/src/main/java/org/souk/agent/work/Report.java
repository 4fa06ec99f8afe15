package org.souk.agent.work;

import java.util.List;
import org.souk.protocol.node.AgentFrame.Ended;

/** The last word on an attempt. */
final class Report {
    private static final int MAX_DETAIL = 500;

    private Report() {}

    static Ended of(AttemptId id, Findings found) {
        return new Ended(
                id.task(),
                id.number(),
                found.reason().name(),
                shortened(found.detail()),
                found.exitCode(),
                found.fuel(),
                found.wall().toMillis(),
                found.peakMemoryBytes(),
                found.outputs(),
                found.stdout(),
                found.stderr());
    }

    /** On one whose program left nothing. */
    static Ended of(AttemptId id, AttemptFailed failure, long fuel) {
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
