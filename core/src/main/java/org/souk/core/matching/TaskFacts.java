package org.souk.core.matching;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.souk.core.task.Priority;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * What a seller's policy may ask of a task and its buyer.
 *
 * @param expected how long it probably runs: as the buyer thinks, else its wall-clock limit
 * @param burst whether burst capacity will do
 * @param now when it is asked, to the minute: so a policy gives one answer a minute, however often it is asked
 */
public record TaskFacts(
        Buyer buyer,
        String name,
        Resources resources,
        Priority priority,
        Duration wallLimit,
        Duration expected,
        Money maxPrice,
        boolean burst,
        Instant now) {
    public TaskFacts {
        now = now.truncatedTo(ChronoUnit.MINUTES);
    }
}
