package org.souk.protocol.rest;

import java.time.Instant;

/**
 * What the market did for a task because it waited.
 *
 * @param action {@code WIDEN_POOLS}, {@code RAISE_PRICE}, {@code RAISE_PRIORITY}, {@code PREEMPT} or {@code FAIL}
 * @param trigger what had crossed its threshold: {@code WAIT}, {@code LAXITY}, {@code PRESSURE}, {@code LONGEST_WAIT} or
 *     {@code DEADLINE}
 * @param measured seconds; for {@code PRESSURE}, the CPU that was waited for by the CPU for sale
 * @param threshold as it was then, in the same unit
 * @param offeredPriceMicros what is offered from then on; only where that was raised
 * @param detail the same in words
 */
public record EscalationBody(
        Instant at,
        String action,
        String trigger,
        double measured,
        double threshold,
        Long offeredPriceMicros,
        String detail) {}
