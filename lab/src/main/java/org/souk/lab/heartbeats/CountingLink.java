package org.souk.lab.heartbeats;

import java.util.concurrent.atomic.LongAdder;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MigrationId;
import org.souk.core.common.TaskId;
import org.souk.core.link.Dispatch;
import org.souk.core.link.NodeLink;
import org.souk.core.link.TransferCredentials;
import org.souk.core.node.Node;

/** The way to a node that counts what it is told to do, and does nothing. */
final class CountingLink implements NodeLink {
    private final LongAdder orders;

    /** @param orders counts those that change what the node does */
    CountingLink(LongAdder orders) {
        this.orders = orders;
    }

    @Override
    public void assign(Dispatch dispatch) {
        orders.increment();
    }

    @Override
    public void cancel(TaskId task, int attempt, String reason) {
        orders.increment();
    }

    @Override
    public void suspend(TaskId task, int attempt) {
        orders.increment();
    }

    @Override
    public void resume(TaskId task, int attempt) {
        orders.increment();
    }

    @Override
    public void prepareMove(Dispatch arriving, TransferCredentials ticket) {
        orders.increment();
    }

    @Override
    public void departMove(AttemptKey attempt, TransferCredentials ticket) {
        orders.increment();
    }

    @Override
    public void abortMove(MigrationId move, AttemptKey attempt) {
        orders.increment();
    }

    @Override
    public void startMoved(MigrationId move, AttemptKey attempt) {
        orders.increment();
    }

    @Override
    public void forgetMoved(MigrationId move, AttemptKey attempt) {
        orders.increment();
    }

    @Override
    public void acknowledge(TaskId task, int attempt) {
        // Concerns a report that was made; nothing changes by it.
    }

    @Override
    public void offerChanged(Node node) {
        // The owner's own doing.
    }

    @Override
    public void close(String reason) {
        orders.increment();
    }
}
