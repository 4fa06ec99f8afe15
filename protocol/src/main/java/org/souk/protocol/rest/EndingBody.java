package org.souk.protocol.rest;

import java.util.List;

/**
 * How a task ended.
 *
 * @param reason such as SUCCESS, EXIT_CODE, TRAPPED, FUEL_LIMIT
 * @param detail one sentence; may be empty
 * @param exitCode −1 when the program did not exit by itself
 * @param stdout CID, absent if nothing was written
 * @param stderr CID, absent if nothing was written
 */
public record EndingBody(
        String reason,
        String detail,
        int exitCode,
        long fuel,
        long wallMillis,
        long peakMemoryBytes,
        List<OutputBody> outputs,
        String stdout,
        String stderr,
        BillBody bill) {}
