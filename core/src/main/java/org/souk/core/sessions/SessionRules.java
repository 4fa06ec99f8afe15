package org.souk.core.sessions;

import java.time.Duration;

/**
 * What agents are told when their sessions begin.
 *
 * @param heartbeatEvery how often they should send their load
 * @param lease how long attempts wait for a node that is not seen
 * @param meanUptime how long a node is believed to go on without a failure
 */
public record SessionRules(Duration heartbeatEvery, Duration lease, Duration meanUptime) {}
