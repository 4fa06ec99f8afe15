package org.souk.protocol.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.HardwareBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.OutputBody;

/** What an agent says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AgentFrame.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = AgentFrame.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = AgentFrame.Started.class, name = "started"),
    @JsonSubTypes.Type(value = AgentFrame.Suspended.class, name = "suspended"),
    @JsonSubTypes.Type(value = AgentFrame.Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = AgentFrame.Ended.class, name = "ended")
})
public sealed interface AgentFrame {
    /**
     * The first frame of a session.
     *
     * @param protocol {@link Frames#PROTOCOL}
     * @param offer what the owner set when the agent was started; absent: as the market knows it
     * @param availability likewise
     * @param held the attempts that the agent holds, from a former session
     */
    record Hello(
            int protocol, HardwareBody hardware, OfferBody offer, AvailabilityName availability, List<HeldAttempt> held)
            implements AgentFrame {}

    /**
     * Sent at the interval that {@code welcome} names.
     *
     * @param at when the load was measured
     * @param cpuPercent of all cores together, 0…100
     * @param ramPercent of the RAM in use, 0…100
     * @param taskCpuPercent the part of {@code cpuPercent} that Souk's workers use
     * @param taskRamBytes the RAM that Souk's workers use
     * @param held every attempt that the agent holds; what is missing here loses its lease
     */
    record Heartbeat(
            Instant at,
            double cpuPercent,
            double ramPercent,
            double taskCpuPercent,
            long taskRamBytes,
            List<HeldAttempt> held)
            implements AgentFrame {}

    /** The program runs. */
    record Started(String task, int attempt) implements AgentFrame {}

    /** The attempt stands still: its program uses no CPU, or has not begun. */
    record Suspended(String task, int attempt) implements AgentFrame {}

    /** The attempt goes on. */
    record Resumed(String task, int attempt) implements AgentFrame {}

    /**
     * The agent's last word on an attempt, repeated in every new session until it is acknowledged. Everything that it
     * names is uploaded before.
     *
     * @param reason an {@code EndReason} of the market that nodes may report
     * @param detail one sentence for the buyer, may be empty
     * @param exitCode of the program, −1 when it did not exit by itself
     * @param fuel used
     * @param wallMillis from start to end, without the time that it was suspended
     * @param peakMemoryBytes of linear memory
     * @param stdout CID of what it wrote to standard output, absent if nothing
     * @param stderr likewise
     */
    record Ended(
            String task,
            int attempt,
            String reason,
            String detail,
            int exitCode,
            long fuel,
            long wallMillis,
            long peakMemoryBytes,
            List<OutputBody> outputs,
            String stdout,
            String stderr)
            implements AgentFrame {}

    /**
     * An attempt that an agent holds.
     *
     * @param running false while it waits for inputs or a worker
     * @param suspended whether it stands still
     * @param fuel used so far
     */
    record HeldAttempt(String task, int attempt, boolean running, boolean suspended, long fuel) {}
}
