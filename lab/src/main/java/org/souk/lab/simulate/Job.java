package org.souk.lab.simulate;

import java.util.OptionalLong;

/**
 * A job as a scheduler may see it: how long it really runs is not in here.
 *
 * @param index its place in the trace, from 0; unique
 * @param submitMillis in virtual time
 * @param processors that it holds all the time while it runs, at least 1
 * @param estimateMillis how long its owner says that it runs, above 0; it may run longer
 * @param deadlineMillis in virtual time
 */
public record Job(int index, long submitMillis, int processors, long estimateMillis, OptionalLong deadlineMillis) {}
