package org.souk.api.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.souk.api.socket.Closing;
import org.souk.api.socket.Closings;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.sessions.NodeSessions;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.OutputFile;
import org.souk.protocol.json.Json;
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
    private final AgentFrame.Visitor hearing = new Hearing();
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

    /** Takes in one text frame. One that will not do, or on which the market fails, ends the session with the reason. */
    synchronized void receive(String text) {
        if (ended) {
            return;
        }
        try {
            take(text);
        } catch (RuntimeException e) {
            end(Closings.of(e, "a frame of node " + node));
        }
    }

    private void take(String text) {
        try {
            Json.read(text, AgentFrame.class).accept(hearing);
        } catch (InvalidRequest e) {
            if (AgentFrames.isAboutTheMachine(e.field())) {
                sessions.distrust(node, Closings.words(e));
            }
            throw e;
        }
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
        end(new Closing(code, reason));
    }

    private void end(Closing closing) {
        ended = true;
        link.close(closing);
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

    /** What each frame means for the market. */
    private final class Hearing implements AgentFrame.Visitor {
        @Override
        public void hello(AgentFrame.Hello frame) {
            if (open) {
                end(Closing.PROTOCOL_ERROR, "type: hello was said before");
                return;
            }
            NodeSessions.Welcome welcome = sessions.open(link, AgentFrames.hello(node, frame));
            open = true;
            link.welcome(welcome);
        }

        @Override
        public void heartbeat(AgentFrame.Heartbeat frame) {
            afterHello(() -> sessions.heartbeat(node, AgentFrames.load(frame), AgentFrames.held(frame.held())));
        }

        @Override
        public void started(AgentFrame.Started frame) {
            afterHello(() -> sessions.started(node, AgentFrames.attempt("", frame.task(), frame.attempt())));
        }

        @Override
        public void suspended(AgentFrame.Suspended frame) {
            afterHello(() -> sessions.suspended(node, AgentFrames.attempt("", frame.task(), frame.attempt())));
        }

        @Override
        public void resumed(AgentFrame.Resumed frame) {
            afterHello(() -> sessions.resumed(node, AgentFrames.attempt("", frame.task(), frame.attempt())));
        }

        @Override
        public void ended(AgentFrame.Ended frame) {
            afterHello(() -> sessions.ended(checked(AgentFrames.report(node, frame))));
        }

        @Override
        public void movePrepared(AgentFrame.MovePrepared frame) {
            afterHello(() -> sessions.moved(node, AgentFrames.news(frame)));
        }

        @Override
        public void moveDeparted(AgentFrame.MoveDeparted frame) {
            afterHello(() -> sessions.moved(node, AgentFrames.news(frame)));
        }

        @Override
        public void moveRestored(AgentFrame.MoveRestored frame) {
            afterHello(() -> sessions.moved(node, AgentFrames.news(frame)));
        }

        @Override
        public void moveFailed(AgentFrame.MoveFailed frame) {
            afterHello(() -> sessions.moved(node, AgentFrames.news(frame)));
        }

        /** A checkpoint that was never uploaded is none: the task goes on from the one before. */
        @Override
        public void checkpointed(AgentFrame.Checkpointed frame) {
            afterHello(() -> {
                AttemptKey attempt = AgentFrames.attempt("", frame.task(), frame.attempt());
                ContentId snapshot = AgentFrames.snapshot(frame);
                if (isStored(snapshot)) {
                    sessions.checkpointed(
                            node, attempt, snapshot, AgentFrames.size(frame), AgentFrames.position(frame));
                }
            });
        }

        private void afterHello(Runnable answer) {
            if (open) {
                answer.run();
            } else {
                end(Closing.PROTOCOL_ERROR, "type: the first frame must be hello");
            }
        }
    }
}
