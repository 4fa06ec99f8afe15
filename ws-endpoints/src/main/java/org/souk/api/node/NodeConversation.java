package org.souk.api.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.souk.api.socket.Closing;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.Refused;
import org.souk.core.sessions.NodeSessions;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.OutputFile;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.node.AgentFrame;

/**
 * One session of one agent: {@code hello} first and once, then anything else in any order. Speaks only for the node of
 * the token that opened it.
 */
final class NodeConversation {
    private final NodeId node;
    private final AgentLink link;
    private final NodeSessions sessions;
    private final StoredContent content;
    private boolean open;
    private boolean ended;

    NodeConversation(NodeId node, AgentLink link, NodeSessions sessions, StoredContent content) {
        this.node = node;
        this.link = link;
        this.sessions = sessions;
        this.content = content;
    }

    NodeId node() {
        return node;
    }

    /** Takes in one text frame. When it breaks the protocol, the session is closed with the reason. */
    synchronized void receive(String text) {
        if (ended) {
            return;
        }
        try {
            take(Json.read(text, AgentFrame.class));
        } catch (Malformed e) {
            boolean unknownType = e.field().equals("type");
            end(unknownType ? Closing.UNSUPPORTED : Closing.MALFORMED, named(e.field(), e.getMessage()));
        } catch (Refused e) {
            if (AgentFrames.isAboutTheMachine(e.field())) {
                sessions.distrust(node, named(e.field(), e.reason()));
            }
            end(Closing.REFUSED, named(e.field(), e.reason()));
        } catch (NotFound e) {
            end(Closing.REFUSED, e.getMessage());
        }
    }

    private void take(AgentFrame frame) {
        if (frame instanceof AgentFrame.Hello hello) {
            hello(hello);
        } else if (!open) {
            end(Closing.PROTOCOL_ERROR, "type: the first frame must be hello");
        } else if (frame instanceof AgentFrame.Heartbeat heartbeat) {
            sessions.heartbeat(node, AgentFrames.load(heartbeat), AgentFrames.held(heartbeat.held()));
        } else if (frame instanceof AgentFrame.Started started) {
            sessions.started(node, AgentFrames.attempt("", started.task(), started.attempt()));
        } else if (frame instanceof AgentFrame.Suspended standing) {
            sessions.suspended(node, AgentFrames.attempt("", standing.task(), standing.attempt()));
        } else if (frame instanceof AgentFrame.Resumed going) {
            sessions.resumed(node, AgentFrames.attempt("", going.task(), going.attempt()));
        } else if (frame instanceof AgentFrame.Ended report) {
            sessions.ended(checked(AgentFrames.report(node, report)));
        } else if (frame instanceof AgentFrame.Checkpointed saved) {
            checkpointed(saved);
        } else if (frame instanceof AgentFrame.MovePrepared prepared) {
            sessions.moved(node, AgentFrames.news(prepared));
        } else if (frame instanceof AgentFrame.MoveDeparted departed) {
            sessions.moved(node, AgentFrames.news(departed));
        } else if (frame instanceof AgentFrame.MoveRestored restored) {
            sessions.moved(node, AgentFrames.news(restored));
        } else if (frame instanceof AgentFrame.MoveFailed failed) {
            sessions.moved(node, AgentFrames.news(failed));
        }
    }

    /** A checkpoint that was never uploaded is none: the task goes on from the one before. */
    private void checkpointed(AgentFrame.Checkpointed frame) {
        AttemptKey attempt = AgentFrames.attempt("", frame.task(), frame.attempt());
        ContentId snapshot = AgentFrames.snapshot(frame);
        if (isStored(snapshot)) {
            sessions.checkpointed(node, attempt, snapshot, AgentFrames.size(frame), AgentFrames.position(frame));
        }
    }

    private void hello(AgentFrame.Hello hello) {
        if (open) {
            end(Closing.PROTOCOL_ERROR, "type: hello was said before");
            return;
        }
        NodeSessions.Welcome welcome = sessions.open(link, AgentFrames.hello(node, hello));
        open = true;
        link.welcome(welcome);
    }

    /** A report on what was never uploaded is a failure of the node: the buyer could not fetch the result. */
    private AttemptReport checked(AttemptReport report) {
        Ending ending = report.ending();
        return Stream.concat(
                        ending.outputs().stream().map(OutputFile::content),
                        Stream.concat(ending.stdout().stream(), ending.stderr().stream()))
                .filter(named -> !isStored(named))
                .findFirst()
                .map(missing -> new AttemptReport(
                        report.task(),
                        report.attempt(),
                        report.node(),
                        Ending.without(
                                EndReason.NODE_FAULT,
                                "the node reported " + ending.reason() + " with " + missing
                                        + ", which it had not uploaded")))
                .orElse(report);
    }

    private boolean isStored(ContentId named) {
        try {
            return content.isComplete(named);
        } catch (IOException e) {
            throw new UncheckedIOException("the content store failed on " + named, e);
        }
    }

    /** Ends the session unless the agent has said hello. */
    synchronized void expectHello() {
        if (!open) {
            end(Closing.REFUSED, "no hello came in time");
        }
    }

    /** Ends the session from the market's side. */
    synchronized void end(int code, String reason) {
        ended = true;
        link.close(new Closing(code, reason));
    }

    /** The connection is gone. */
    synchronized void closed() {
        ended = true;
        link.closed();
        if (open) {
            open = false;
            sessions.closed(node, link);
        }
    }

    private static String named(String field, String reason) {
        return Optional.of(field)
                .filter(f -> !f.isEmpty())
                .map(f -> f + " " + reason)
                .orElse(reason);
    }
}
