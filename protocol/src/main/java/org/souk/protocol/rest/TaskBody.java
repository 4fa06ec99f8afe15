package org.souk.protocol.rest;

import java.time.Instant;
import java.util.List;

/**
 * A task as it is now.
 *
 * @param attempts how many there have been
 * @param node where it is or was last; absent while it has never been assigned
 * @param fuel used so far
 * @param fuelLimit of the current attempt; absent while it waits
 * @param startedAt when its program began to run; absent before
 * @param preemptions how often it has had to make room for others
 * @param preemptedAt when it last had to; of a suspended task, since when it is suspended; absent if never
 * @param burst whether the current or last attempt uses burst capacity; absent while it has never been assigned
 * @param array its place, if it is an element of an array
 * @param escalations what the market has done for it because it waited, in that order
 * @param ending absent until it has ended
 * @param checkpoint the latest; absent if there is none
 * @param moves from node to node while it ran, or that were tried, oldest first; the last may be under way
 */
public record TaskBody(
        String id,
        String buyer,
        TaskRequest request,
        StateName state,
        int attempts,
        String node,
        long fuel,
        Long fuelLimit,
        Instant submittedAt,
        Instant assignedAt,
        Instant startedAt,
        Instant finishedAt,
        int preemptions,
        Instant preemptedAt,
        Boolean burst,
        ArrayElementBody array,
        List<EscalationBody> escalations,
        EndingBody ending,
        CheckpointBody checkpoint,
        List<MoveBody> moves) {
    /** One that never left its node and was never saved. */
    public TaskBody(
            String id,
            String buyer,
            TaskRequest request,
            StateName state,
            int attempts,
            String node,
            long fuel,
            Long fuelLimit,
            Instant submittedAt,
            Instant assignedAt,
            Instant startedAt,
            Instant finishedAt,
            int preemptions,
            Instant preemptedAt,
            Boolean burst,
            ArrayElementBody array,
            List<EscalationBody> escalations,
            EndingBody ending) {
        this(
                id,
                buyer,
                request,
                state,
                attempts,
                node,
                fuel,
                fuelLimit,
                submittedAt,
                assignedAt,
                startedAt,
                finishedAt,
                preemptions,
                preemptedAt,
                burst,
                array,
                escalations,
                ending,
                null,
                List.of());
    }
}
