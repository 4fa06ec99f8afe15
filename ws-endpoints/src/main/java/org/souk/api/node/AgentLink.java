package org.souk.api.node;

import org.souk.api.socket.Closing;
import org.souk.api.socket.Outbox;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MigrationId;
import org.souk.core.common.TaskId;
import org.souk.core.link.Dispatch;
import org.souk.core.link.NodeLink;
import org.souk.core.link.TransferCredentials;
import org.souk.core.node.Node;
import org.souk.core.sessions.NodeSessions.Welcome;
import org.souk.protocol.json.Json;
import org.souk.protocol.node.MarketFrame;

/** The way to a connected agent over its WebSocket. What is sent before the welcome waits for it. */
final class AgentLink implements NodeLink {
    private final Outbox outbox;

    AgentLink(Outbox outbox) {
        this.outbox = outbox;
    }

    void welcome(Welcome welcome) {
        outbox.begin(() -> Json.write(MarketFrames.welcome(welcome)));
    }

    @Override
    public void assign(Dispatch dispatch) {
        outbox.send(() -> Json.write(MarketFrames.assign(dispatch)));
    }

    @Override
    public void cancel(TaskId task, int attempt, String reason) {
        outbox.send(() -> Json.write(new MarketFrame.Cancel(task.value(), attempt, reason)));
    }

    @Override
    public void suspend(TaskId task, int attempt) {
        outbox.send(() -> Json.write(new MarketFrame.Suspend(task.value(), attempt)));
    }

    @Override
    public void resume(TaskId task, int attempt) {
        outbox.send(() -> Json.write(new MarketFrame.Resume(task.value(), attempt)));
    }

    @Override
    public void prepareMove(Dispatch arriving, TransferCredentials ticket) {
        outbox.send(() -> Json.write(new MarketFrame.PrepareMove(
                ticket.move().value(), MarketFrames.assign(arriving), MarketFrames.ticket(ticket))));
    }

    @Override
    public void departMove(AttemptKey attempt, TransferCredentials ticket) {
        outbox.send(() -> Json.write(new MarketFrame.DepartMove(
                ticket.move().value(), attempt.task().value(), attempt.attempt(), MarketFrames.ticket(ticket))));
    }

    @Override
    public void abortMove(MigrationId move, AttemptKey attempt) {
        outbox.send(() -> Json.write(
                new MarketFrame.AbortMove(move.value(), attempt.task().value(), attempt.attempt())));
    }

    @Override
    public void startMoved(MigrationId move, AttemptKey attempt) {
        outbox.send(() -> Json.write(
                new MarketFrame.StartMoved(move.value(), attempt.task().value(), attempt.attempt())));
    }

    @Override
    public void forgetMoved(MigrationId move, AttemptKey attempt) {
        outbox.send(() -> Json.write(
                new MarketFrame.ForgetMoved(move.value(), attempt.task().value(), attempt.attempt())));
    }

    @Override
    public void acknowledge(TaskId task, int attempt) {
        outbox.send(() -> Json.write(new MarketFrame.Acknowledge(task.value(), attempt)));
    }

    @Override
    public void offerChanged(Node node) {
        outbox.send(() -> Json.write(MarketFrames.offerChanged(node)));
    }

    @Override
    public void close(String reason) {
        close(new Closing(Closing.PROTOCOL_ERROR, reason));
    }

    void close(Closing closing) {
        outbox.close(closing);
    }

    void closed() {
        outbox.closed();
    }
}
