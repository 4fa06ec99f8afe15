package org.souk.core.pricing;

import org.souk.core.units.Money;

/**
 * What of a bill is for one segment of the task's run.
 *
 * @param charged what the buyer pays for it
 * @param fee the marketplace's part of it
 * @param paid the seller's part: {@code charged - fee}
 */
public record Share(Segment segment, Money charged, Money fee, Money paid) {}
