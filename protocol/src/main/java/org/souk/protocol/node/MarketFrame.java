package org.souk.protocol.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
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
    @JsonSubTypes.Type(value = MarketFrame.OfferChanged.class, name = "offerChanged"),
    @JsonSubTypes.Type(value = MarketFrame.PrepareMove.class, name = "prepareMove"),
    @JsonSubTypes.Type(value = MarketFrame.DepartMove.class, name = "departMove"),
    @JsonSubTypes.Type(value = MarketFrame.AbortMove.class, name = "abortMove"),
    @JsonSubTypes.Type(value = MarketFrame.StartMoved.class, name = "startMoved"),
    @JsonSubTypes.Type(value = MarketFrame.ForgetMoved.class, name = "forgetMoved")
})
public sealed interface MarketFrame {
    /** Calls the visitor's method for this kind of frame. */
    void accept(Visitor visitor);

    /** Obeys every kind of frame: who implements this has an answer to each, or does not compile. */
    interface Visitor {
        void welcome(Welcome frame);

        void assign(Assign frame);

        void cancel(Cancel frame);

        void suspend(Suspend frame);

        void resume(Resume frame);

        void acknowledge(Acknowledge frame);

        void offerChanged(OfferChanged frame);

        void prepareMove(PrepareMove frame);

        void departMove(DepartMove frame);

        void abortMove(AbortMove frame);

        void startMoved(StartMoved frame);

        void forgetMoved(ForgetMoved frame);
    }

    /**
     * The answer to {@code hello}.
     *
     * @param heartbeatMillis how often a heartbeat is expected
     * @param leaseMillis how long the attempts wait for an agent that is not seen
     * @param meanUptimeMillis how long the node is believed to go on without a failure: how often checkpoints are worth
     *     their cost follows from it
     */
    record Welcome(
            String node,
            long heartbeatMillis,
            long leaseMillis,
            long meanUptimeMillis,
            OfferBody offer,
            AvailabilityName availability)
            implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.welcome(this);
        }
    }

    /**
     * Run this. An agent that holds the attempt already does nothing; one that has ended it reports again.
     *
     * @param buyer whose task it is: tasks of different buyers never share a worker
     * @param module CID
     * @param stdin CID, absent for an empty input
     * @param clockStart what the program's clock shows at its beginning, the same for every attempt; absent, as from an
     *     older market: a fixed time, so that the attempts agree with each other
     * @param wallLimitMillis stop the program when it has run so long since its very beginning, on other nodes too
     * @param fuelLimit stop the program when it has used so much, likewise
     * @param resumeFrom go on from this checkpoint; absent: begin at the beginning
     * @param snapshotKey authenticates the task's snapshots, 256 bits in URL-safe base 64 without padding; absent: none are
     *     taken
     */
    record Assign(
            String task,
            int attempt,
            String buyer,
            String module,
            List<String> arguments,
            Map<String, String> environment,
            Instant clockStart,
            String stdin,
            List<FileBody> inputs,
            List<String> outputs,
            ResourcesBody resources,
            long wallLimitMillis,
            long fuelLimit,
            CheckpointRef resumeFrom,
            String snapshotKey)
            implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.assign(this);
        }

        /** Without the key, and without the buyer's arguments and environment, so that no log has them. */
        @Override
        public String toString() {
            return "Assign[task=" + task + ", attempt=" + attempt + ", module=" + module + ", fuelLimit=" + fuelLimit
                    + ", resumeFrom=" + resumeFrom + "]";
        }
    }

    /** Stop this attempt and report it with reason {@code CANCELLED}; one that is not held is ignored. */
    record Cancel(String task, int attempt, String reason) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.cancel(this);
        }
    }

    /**
     * Let this attempt stand still where it is, with its memory and its files and without CPU, or do not let it start,
     * until it is resumed; one that is not held is ignored.
     */
    record Suspend(String task, int attempt) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.suspend(this);
        }
    }

    /** Let a suspended attempt go on; one that is not suspended or not held is left as it is. */
    record Resume(String task, int attempt) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.resume(this);
        }
    }

    /** The report is settled; the agent may forget it. */
    record Acknowledge(String task, int attempt) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.acknowledge(this);
        }
    }

    /** The owner has changed what is for sale. */
    record OfferChanged(OfferBody offer, AvailabilityName availability) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.offerChanged(this);
        }
    }

    /**
     * To the target of a move: fetch and compile what this attempt needs, say {@code movePrepared}, and wait for the
     * snapshot. It must not run before {@code startMoved}. One that is held already for the same move is left as it is.
     *
     * @param move id of the move
     * @param run the attempt that the target would hold; it goes on where the snapshot ends
     */
    record PrepareMove(String move, Assign run, TransferTicket ticket) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.prepareMove(this);
        }
    }

    /**
     * To the source of a move: let the attempt stand still at the next slice, say {@code moveDeparted}, and send its
     * snapshot. It goes on after {@code abortMove} only. Repeated when its answer was lost: then the answer is given again,
     * and what was not yet received is sent.
     */
    record DepartMove(String move, String task, int attempt, TransferTicket ticket) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.departMove(this);
        }
    }

    /**
     * The move will not be. The source lets its attempt go on, unless it was told to suspend it; the target drops its copy
     * without a report. Ignored by whoever knows neither.
     *
     * @param attempt as the node that is told knows it
     */
    record AbortMove(String move, String task, int attempt) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.abortMove(this);
        }
    }

    /** To the target: the attempt is its own from now on, and runs. */
    record StartMoved(String move, String task, int attempt) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.startMoved(this);
        }
    }

    /** To the source: the attempt runs elsewhere; drop it, with its files, without a report. */
    record ForgetMoved(String move, String task, int attempt) implements MarketFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.forgetMoved(this);
        }
    }
}
