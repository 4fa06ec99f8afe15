package org.souk.protocol.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ResourcesBody;

/** What the market says to an agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MarketFrame.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = MarketFrame.Assign.class, name = "assign"),
    @JsonSubTypes.Type(value = MarketFrame.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = MarketFrame.Suspend.class, name = "suspend"),
    @JsonSubTypes.Type(value = MarketFrame.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = MarketFrame.Acknowledge.class, name = "acknowledge"),
    @JsonSubTypes.Type(value = MarketFrame.OfferChanged.class, name = "offerChanged")
})
public sealed interface MarketFrame {
    /**
     * The answer to {@code hello}.
     *
     * @param heartbeatMillis how often a heartbeat is expected
     * @param leaseMillis how long the attempts wait for an agent that is not heard of
     */
    record Welcome(String node, long heartbeatMillis, long leaseMillis, OfferBody offer, AvailabilityName availability)
            implements MarketFrame {}

    /**
     * Run this. An agent that holds the attempt already does nothing; one that has ended it reports again.
     *
     * @param buyer whose task it is: tasks of different buyers never share a worker
     * @param module CID
     * @param stdin CID, absent for an empty input
     * @param fuelLimit stop the program when it has used so much
     */
    record Assign(
            String task,
            int attempt,
            String buyer,
            String module,
            List<String> arguments,
            Map<String, String> environment,
            String stdin,
            List<FileBody> inputs,
            List<String> outputs,
            ResourcesBody resources,
            long wallLimitMillis,
            long fuelLimit)
            implements MarketFrame {}

    /** Stop this attempt and report it with reason {@code CANCELLED}; one that is not held is ignored. */
    record Cancel(String task, int attempt, String reason) implements MarketFrame {}

    /**
     * Let this attempt stand still where it is, with its memory and its files and without CPU, or do not let it start,
     * until it is resumed; one that is not held is ignored.
     */
    record Suspend(String task, int attempt) implements MarketFrame {}

    /** Let a suspended attempt go on; one that is not suspended or not held is left as it is. */
    record Resume(String task, int attempt) implements MarketFrame {}

    /** The report is settled; the agent may forget it. */
    record Acknowledge(String task, int attempt) implements MarketFrame {}

    /** The owner has changed what is for sale. */
    record OfferChanged(OfferBody offer, AvailabilityName availability) implements MarketFrame {}
}
