package org.souk.api.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.souk.api.body.Fields;
import org.souk.api.body.NodeBodies;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Endpoint;
import org.souk.core.link.MigrationProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.Mover;
import org.souk.core.node.LoadReport;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Usage;
import org.souk.core.sessions.NodeSessions.Hello;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.OutputFile;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.ipfs.Cid;
import org.souk.ipfs.InvalidCid;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.Frames;
import org.souk.protocol.node.HeldMove;
import org.souk.protocol.node.MoveAbility;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.rest.OutputBody;

/** What agents say, in the market's terms. Every method throws {@link InvalidRequest} naming the field that will not do. */
final class AgentFrames {
    private static final int MAX_DETAIL = 500;
    private static final int MAX_PATH = 1024;
    private static final int MAX_OUTPUTS = 1000;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private AgentFrames() {}

    static Hello hello(NodeId node, AgentFrame.Hello frame) {
        if (frame.protocol() != Frames.PROTOCOL) {
            throw new InvalidRequest("protocol", "is " + frame.protocol() + ", the market speaks " + Frames.PROTOCOL);
        }
        return new Hello(
                node,
                NodeBodies.hardware(frame.hardware()),
                Optional.ofNullable(frame.offer()).map(NodeBodies::offer),
                Optional.ofNullable(frame.availability()).map(NodeBodies::availability),
                Optional.ofNullable(frame.moves()).map(AgentFrames::mover),
                held(frame.held()));
    }

    /** What the agent says of its load; whether it can be true is the market's to judge. */
    static LoadReport load(AgentFrame.Heartbeat frame) {
        if (frame.at() == null) {
            throw new InvalidRequest("at", "is missing");
        }
        return new LoadReport(
                frame.at(),
                frame.cpuPercent(),
                frame.ramPercent(),
                frame.taskCpuPercent(),
                new Bytes(notNegative("taskRamBytes", frame.taskRamBytes())));
    }

    static List<AttemptProgress> held(List<HeldAttempt> held) {
        if (held == null) {
            throw new InvalidRequest("held", "is missing");
        }
        return IntStream.range(0, held.size())
                .mapToObj(i -> progress("held[" + i + "]", held.get(i)))
                .toList();
    }

    private static AttemptProgress progress(String field, HeldAttempt held) {
        if (held == null) {
            throw new InvalidRequest(field, "is missing");
        }
        return new AttemptProgress(
                attempt(field + ".", held.task(), held.attempt()),
                held.running(),
                held.suspended(),
                new Fuel(notNegative(field + ".fuel", held.fuel())),
                held.movable(),
                new Bytes(notNegative(field + ".memoryBytes", held.memoryBytes())),
                Optional.ofNullable(held.move()).map(move -> sight(field + ".move.", move, held.fuel())));
    }

    private static Mover mover(MoveAbility moves) {
        return new Mover(Optional.ofNullable(moves.direct()).map(AgentFrames::endpoint));
    }

    private static Endpoint endpoint(PeerAddress direct) {
        if (direct.host() == null || !HOST.matcher(direct.host()).matches()) {
            throw new InvalidRequest("moves.direct.host", "is missing or neither a host's name nor an address");
        }
        if (direct.port() < 1 || direct.port() > HIGHEST_PORT) {
            throw new InvalidRequest("moves.direct.port", "must be 1 to " + HIGHEST_PORT);
        }
        Optional<String> certificate = Optional.ofNullable(direct.certificate());
        if (certificate.filter(hash -> !HASH.matcher(hash).matches()).isPresent()) {
            throw new InvalidRequest("moves.direct.certificate", "is not a SHA-256 in lower-case hex");
        }
        return new Endpoint(Optional.of(direct.host()), direct.port(), direct.tls(), certificate);
    }

    private static MigrationProgress sight(String prefix, HeldMove move, long fuel) {
        if (move.stage() == null) {
            throw new InvalidRequest(prefix + "stage", "is missing");
        }
        MigrationProgress.Stage stage =
                switch (move.stage()) {
                    case PREPARING -> MigrationProgress.Stage.PREPARING;
                    case PREPARED -> MigrationProgress.Stage.PREPARED;
                    case DEPARTING -> MigrationProgress.Stage.DEPARTING;
                    case DEPARTED -> MigrationProgress.Stage.DEPARTED;
                    case RESTORED -> MigrationProgress.Stage.RESTORED;
                };
        return new MigrationProgress(
                move(prefix, move.move()),
                stage,
                position(prefix, fuel, move.wallMillis()),
                new Bytes(notNegative(prefix + "snapshotBytes", move.snapshotBytes())));
    }

    private static MigrationId move(String prefix, String move) {
        if (!Fields.isId(move)) {
            throw new InvalidRequest(prefix + "move", "is missing or not the id of a move");
        }
        return new MigrationId(move);
    }

    private static Position position(String prefix, long fuel, long wallMillis) {
        return new Position(
                new Fuel(notNegative(prefix + "fuel", fuel)),
                Duration.ofMillis(notNegative(prefix + "wallMillis", wallMillis)));
    }

    static MigrationReport news(AgentFrame.MovePrepared frame) {
        return new MigrationReport.Prepared(move("", frame.move()), attempt("", frame.task(), frame.attempt()));
    }

    static MigrationReport news(AgentFrame.MoveDeparted frame) {
        return new MigrationReport.Departed(
                move("", frame.move()),
                attempt("", frame.task(), frame.attempt()),
                position("", frame.fuel(), frame.wallMillis()),
                new Bytes(notNegative("snapshotBytes", frame.snapshotBytes())));
    }

    static MigrationReport news(AgentFrame.MoveRestored frame) {
        return new MigrationReport.Restored(
                move("", frame.move()),
                attempt("", frame.task(), frame.attempt()),
                position("", frame.fuel(), frame.wallMillis()),
                new Bytes(notNegative("snapshotBytes", frame.snapshotBytes())),
                Duration.ofMillis(notNegative("transferMillis", frame.transferMillis())));
    }

    static MigrationReport news(AgentFrame.MoveFailed frame) {
        String reason = detail(frame.reason());
        return new MigrationReport.Failed(
                move("", frame.move()),
                attempt("", frame.task(), frame.attempt()),
                reason.isEmpty() ? "a node could not do its part" : reason);
    }

    static ContentId snapshot(AgentFrame.Checkpointed frame) {
        return content("cid", frame.cid());
    }

    static Bytes size(AgentFrame.Checkpointed frame) {
        return new Bytes(notNegative("bytes", frame.bytes()));
    }

    static Position position(AgentFrame.Checkpointed frame) {
        return position("", frame.fuel(), frame.wallMillis());
    }

    static AttemptKey attempt(String prefix, String task, int attempt) {
        if (!Fields.isId(task)) {
            throw new InvalidRequest(prefix + "task", "is missing or not the id of a task");
        }
        if (attempt < 1) {
            throw new InvalidRequest(prefix + "attempt", "must be at least 1");
        }
        return new AttemptKey(new TaskId(task), attempt);
    }

    static AttemptReport report(NodeId node, AgentFrame.Ended frame) {
        AttemptKey attempt = attempt("", frame.task(), frame.attempt());
        Ending ending = new Ending(
                reason(frame.reason()),
                detail(frame.detail()),
                frame.exitCode(),
                new Usage(
                        new Fuel(notNegative("fuel", frame.fuel())),
                        Duration.ofMillis(notNegative("wallMillis", frame.wallMillis())),
                        new Bytes(notNegative("peakMemoryBytes", frame.peakMemoryBytes()))),
                outputs(frame.outputs()),
                Optional.ofNullable(frame.stdout()).map(cid -> content("stdout", cid)),
                Optional.ofNullable(frame.stderr()).map(cid -> content("stderr", cid)));
        return new AttemptReport(attempt.task(), attempt.attempt(), node, ending);
    }

    private static EndReason reason(String name) {
        for (EndReason reason : EndReason.values()) {
            if (reason.isReportedByNode() && reason.name().equals(name)) {
                return reason;
            }
        }
        throw new InvalidRequest("reason", "'" + name + "' is none that a node may report");
    }

    /** For people only, so what does not fit is dropped and not refused. */
    private static String detail(String text) {
        if (text == null) {
            return "";
        }
        String printable = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return printable.length() <= MAX_DETAIL ? printable : printable.substring(0, MAX_DETAIL) + "…";
    }

    private static List<OutputFile> outputs(List<OutputBody> outputs) {
        if (outputs == null) {
            return List.of();
        }
        if (outputs.size() > MAX_OUTPUTS) {
            throw new InvalidRequest("outputs", "are more than " + MAX_OUTPUTS);
        }
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> output("outputs[" + i + "]", outputs.get(i)))
                .toList();
    }

    private static OutputFile output(String field, OutputBody output) {
        if (output == null || output.path() == null) {
            throw new InvalidRequest(field + ".path", "is missing");
        }
        if (output.path().length() > MAX_PATH || output.path().indexOf(0) >= 0) {
            throw new InvalidRequest(field + ".path", "is too long or contains a NUL character");
        }
        return new OutputFile(
                output.path(),
                content(field + ".cid", output.cid()),
                new Bytes(notNegative(field + ".bytes", output.bytes())));
    }

    private static ContentId content(String field, String cid) {
        try {
            return new ContentId(Cid.parse(cid).toString());
        } catch (InvalidCid e) {
            throw new InvalidRequest(field, "is not a " + e.getMessage());
        }
    }

    /** True for a field that tells what the machine is or does: a node that errs there is not to be trusted. */
    static boolean isAboutTheMachine(String field) {
        return field.startsWith("hardware.") || field.equals("taskRamBytes");
    }

    private static long notNegative(String field, long value) {
        if (value < 0) {
            throw new InvalidRequest(field, "must not be negative");
        }
        return value;
    }
}
