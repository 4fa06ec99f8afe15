package org.souk.protocol.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A task to run.
 *
 * @param name a label for people; may be absent
 * @param module CID of a WASI preview 1 command, uploaded before
 * @param arguments without the program's name; may be absent
 * @param environment may be absent
 * @param stdin CID of the standard input; may be absent
 * @param inputs read-only files; may be absent
 * @param outputs paths that must exist at the end; may be absent
 * @param priority may be absent: NORMAL
 * @param deadline may be absent
 * @param maxPriceMicros the most that it may cost; held at once
 * @param wallLimitSeconds may be absent: 3600
 * @param fuelLimit may be absent: what the price affords
 * @param pool the only pool whose nodes will do; may be absent: any
 * @param burst may be absent: false; true: cheaper capacity will do, which may be taken away at any moment
 * @param requirements an expression over {@code node} that must hold where it runs; may be absent
 * @param label its name within a batch, for {@code after} of others; may be absent
 * @param after labels of the same batch, and ids of tasks and arrays, which must complete first; may be absent
 * @param array makes it an array; may be absent: one task
 * @param expectedSeconds how long it probably runs; a deadline is promised on this ground; may be absent:
 *     wallLimitSeconds
 * @param widen may be absent: false; true: nodes outside the pool will do once it has waited long; only with a pool
 * @param offeredPriceMicros may be absent: maxPriceMicros; less: only nodes on which its expected run costs no more, and
 *     when it has waited long the offer rises step by step to maxPriceMicros
 */
public record TaskRequest(
        String name,
        String module,
        List<String> arguments,
        Map<String, String> environment,
        String stdin,
        List<FileBody> inputs,
        List<String> outputs,
        ResourcesBody resources,
        PriorityName priority,
        Instant deadline,
        long maxPriceMicros,
        Long wallLimitSeconds,
        Long fuelLimit,
        String pool,
        Boolean burst,
        String requirements,
        String label,
        List<String> after,
        ArrayBody array,
        Long expectedSeconds,
        Boolean widen,
        Long offeredPriceMicros) {
    /** A task for any node's reserved capacity. */
    public TaskRequest(
            String name,
            String module,
            List<String> arguments,
            Map<String, String> environment,
            String stdin,
            List<FileBody> inputs,
            List<String> outputs,
            ResourcesBody resources,
            PriorityName priority,
            Instant deadline,
            long maxPriceMicros,
            Long wallLimitSeconds,
            Long fuelLimit) {
        this(
                name,
                module,
                arguments,
                environment,
                stdin,
                inputs,
                outputs,
                resources,
                priority,
                deadline,
                maxPriceMicros,
                wallLimitSeconds,
                fuelLimit,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same task among others. */
    public TaskRequest among(String itsLabel, List<String> comesAfter, ArrayBody range) {
        return new TaskRequest(
                name,
                module,
                arguments,
                environment,
                stdin,
                inputs,
                outputs,
                resources,
                priority,
                deadline,
                maxPriceMicros,
                wallLimitSeconds,
                fuelLimit,
                pool,
                burst,
                requirements,
                itsLabel,
                comesAfter,
                range,
                expectedSeconds,
                widen,
                offeredPriceMicros);
    }
}
