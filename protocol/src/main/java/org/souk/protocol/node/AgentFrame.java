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
    @JsonSubTypes.Type(value = AgentFrame.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = AgentFrame.MovePrepared.class, name = "movePrepared"),
    @JsonSubTypes.Type(value = AgentFrame.MoveDeparted.class, name = "moveDeparted"),
    @JsonSubTypes.Type(value = AgentFrame.MoveRestored.class, name = "moveRestored"),
    @JsonSubTypes.Type(value = AgentFrame.MoveFailed.class, name = "moveFailed"),
    @JsonSubTypes.Type(value = AgentFrame.Checkpointed.class, name = "checkpointed")
})
public sealed interface AgentFrame {
    /** Calls the visitor's method for this kind of frame. */
    void accept(Visitor visitor);

    /** Hears every kind of frame: who implements this has an answer to each, or does not compile. */
    interface Visitor {
        void hello(Hello frame);

        void heartbeat(Heartbeat frame);

        void started(Started frame);

        void suspended(Suspended frame);

        void resumed(Resumed frame);

        void ended(Ended frame);

        void movePrepared(MovePrepared frame);

        void moveDeparted(MoveDeparted frame);

        void moveRestored(MoveRestored frame);

        void moveFailed(MoveFailed frame);

        void checkpointed(Checkpointed frame);
    }

    /**
     * The first frame of a session.
     *
     * @param protocol {@link Frames#PROTOCOL}
     * @param offer what the owner set when the agent was started; absent: as the market knows it
     * @param availability likewise
     * @param moves absent where the agent can neither move tasks nor write checkpoints
     * @param held the attempts that the agent holds, from a former session
     */
    record Hello(
            int protocol,
            HardwareBody hardware,
            OfferBody offer,
            AvailabilityName availability,
            MoveAbility moves,
            List<HeldAttempt> held)
            implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.hello(this);
        }

        /** Of an agent that cannot move tasks. */
        public Hello(
                int protocol,
                HardwareBody hardware,
                OfferBody offer,
                AvailabilityName availability,
                List<HeldAttempt> held) {
            this(protocol, hardware, offer, availability, null, held);
        }
    }

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
            implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.heartbeat(this);
        }
    }

    /** The program runs. */
    record Started(String task, int attempt) implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.started(this);
        }
    }

    /** The attempt stands still: its program uses no CPU, or has not begun. */
    record Suspended(String task, int attempt) implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.suspended(this);
        }
    }

    /** The attempt goes on. */
    record Resumed(String task, int attempt) implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.resumed(this);
        }
    }

    /**
     * The agent's last word on an attempt, repeated in every new session until it is acknowledged. Everything that it
     * names is uploaded before.
     *
     * @param reason an {@code EndReason} of the market that nodes may report
     * @param detail one sentence for the buyer, may be empty
     * @param exitCode of the program, −1 when it did not exit by itself
     * @param fuel used since the program's very beginning, on other nodes too
     * @param wallMillis that the program has run since then, without the time that it stood still
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
            implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.ended(this);
        }
    }

    /** The target of a move could take the program over at once. */
    record MovePrepared(String move, String task, int attempt) implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.movePrepared(this);
        }
    }

    /**
     * On the source of a move the program stands still and its snapshot is complete; it may be on its way.
     *
     * @param fuel that the program has used since its very beginning
     * @param wallMillis that it has run since then
     */
    record MoveDeparted(String move, String task, int attempt, long fuel, long wallMillis, long snapshotBytes)
            implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.moveDeparted(this);
        }
    }

    /**
     * The target of a move has received and checked the snapshot; the program is restored and stands still.
     *
     * @param attempt the new one
     * @param fuel as the snapshot has it
     * @param wallMillis likewise
     * @param transferMillis from its first byte to its last
     */
    record MoveRestored(
            String move, String task, int attempt, long fuel, long wallMillis, long snapshotBytes, long transferMillis)
            implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.moveRestored(this);
        }
    }

    /**
     * One of the two nodes cannot do its part. The target has dropped its copy; the source lets its attempt go on when it
     * is told {@code abortMove}.
     *
     * @param reason one sentence
     */
    record MoveFailed(String move, String task, int attempt, String reason) implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.moveFailed(this);
        }
    }

    /**
     * A snapshot of the running attempt is uploaded whole: should the node be lost, the task goes on from there.
     *
     * @param cid of the snapshot
     * @param fuel that the program had used then, since its very beginning
     * @param wallMillis that it had run then, likewise
     */
    record Checkpointed(String task, int attempt, String cid, long bytes, long fuel, long wallMillis)
            implements AgentFrame {
        @Override
        public void accept(Visitor visitor) {
            visitor.checkpointed(this);
        }
    }

    /**
     * An attempt that an agent holds.
     *
     * @param running false while it waits for inputs, a worker or, as the target of a move, to be started
     * @param suspended whether it stands still
     * @param fuel used so far, since the program's very beginning
     * @param movable whether a snapshot of it can be taken
     * @param memoryBytes what a snapshot of it would have to carry, before compression; 0 while unknown
     * @param move absent unless it takes part in one
     */
    record HeldAttempt(
            String task,
            int attempt,
            boolean running,
            boolean suspended,
            long fuel,
            boolean movable,
            long memoryBytes,
            HeldMove move) {
        /** One that has to do with no move and cannot. */
        public HeldAttempt(String task, int attempt, boolean running, boolean suspended, long fuel) {
            this(task, attempt, running, suspended, fuel, false, 0, null);
        }
    }
}
