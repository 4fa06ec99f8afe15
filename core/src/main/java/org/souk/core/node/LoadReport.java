package org.souk.core.node;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;
import org.souk.core.units.Bytes;

/**
 * What an agent says of its machine's load, before anybody has believed it.
 *
 * @param measuredAt by the agent's clock
 * @param cpuPercent of all cores together; 0…100 when it is true
 * @param ramPercent of the RAM in use, likewise
 * @param taskCpuPercent the part of {@code cpuPercent} that Souk's workers use, likewise
 * @param taskRam that Souk's workers use
 */
public record LoadReport(
        Instant measuredAt, double cpuPercent, double ramPercent, double taskCpuPercent, Bytes taskRam) {
    /** Two counters that were not read at the same moment may disagree by as much, in percent. */
    private static final double SLACK = 1;

    /** The load as the market takes it in: at the time when it came, for it does not trust the clocks of others. */
    public NodeLoad at(Instant now) {
        return new NodeLoad(now, cpuPercent, ramPercent, taskCpuPercent, taskRam);
    }

    /**
     * Why this cannot be true, if it cannot.
     *
     * @param node as the market knows it
     * @param tolerance how far the agent's clock may be wrong
     */
    public Optional<String> nonsense(Node node, Instant now, Duration tolerance) {
        if (isNoPercentage(cpuPercent)) {
            return Optional.of("its CPU load is " + cpuPercent + " %");
        }
        if (isNoPercentage(ramPercent)) {
            return Optional.of("its RAM is used to " + ramPercent + " %");
        }
        if (isNoPercentage(taskCpuPercent)) {
            return Optional.of("its tasks use " + taskCpuPercent + " % of its CPU");
        }
        if (node.hardware().isKnown() && taskRam.compareTo(node.hardware().ram()) > 0) {
            return Optional.of("its tasks use " + taskRam + " of RAM and it has "
                    + node.hardware().ram());
        }
        if (measuredAt.isAfter(now.plus(tolerance))) {
            return Optional.of("its clock is ahead: " + measuredAt.truncatedTo(ChronoUnit.SECONDS) + " when it is "
                    + now.truncatedTo(ChronoUnit.SECONDS));
        }
        if (measuredAt.isBefore(now.minus(tolerance))) {
            return Optional.of("its clock is behind: " + measuredAt + " when it is " + now);
        }
        return excess(node);
    }

    /** Why a node cannot have what it offers, if it cannot. */
    public static Optional<String> excess(Node node) {
        try {
            node.offer().checkAgainst(node.hardware());
            return Optional.empty();
        } catch (InvalidRequest e) {
            return Optional.of("it " + e.reason());
        }
    }

    private static boolean isNoPercentage(double value) {
        return !(value >= -SLACK && value <= 100 + SLACK);
    }
}
