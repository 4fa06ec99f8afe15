package org.souk.core.testing;

import java.util.ArrayList;
import java.util.List;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MigrationId;
import org.souk.core.common.TaskId;
import org.souk.core.link.Dispatch;
import org.souk.core.link.NodeLink;
import org.souk.core.link.TransferCredentials;
import org.souk.core.node.Node;

/** Writes down what the market tells an agent. */
public final class RecordingLink implements NodeLink {
    private final List<Dispatch> assigned = new ArrayList<>();
    private final List<Dispatch> arrivals = new ArrayList<>();
    private final List<TransferCredentials> tickets = new ArrayList<>();
    private final List<AttemptKey> cancelled = new ArrayList<>();
    private final List<AttemptKey> suspended = new ArrayList<>();
    private final List<AttemptKey> resumed = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final List<AttemptKey> acknowledged = new ArrayList<>();
    private final List<Node> offers = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    public List<Dispatch> assigned() {
        return assigned;
    }

    public List<AttemptKey> cancelled() {
        return cancelled;
    }

    public List<AttemptKey> suspended() {
        return suspended;
    }

    public List<AttemptKey> resumed() {
        return resumed;
    }

    /** What it was told to prepare for. */
    public List<Dispatch> arrivals() {
        return arrivals;
    }

    /** What it was shown of moves. */
    public List<TransferCredentials> tickets() {
        return tickets;
    }

    /** Every order in its order: {@code assign t1/1}. */
    public List<String> orders() {
        return orders;
    }

    public List<AttemptKey> acknowledged() {
        return acknowledged;
    }

    public List<Node> offers() {
        return offers;
    }

    /** The reasons given. */
    public List<String> closed() {
        return closed;
    }

    @Override
    public void assign(Dispatch dispatch) {
        assigned.add(dispatch);
        orders.add("assign " + dispatch.task() + "/" + dispatch.attempt().number());
    }

    @Override
    public void cancel(TaskId task, int attempt, String reason) {
        cancelled.add(new AttemptKey(task, attempt));
        orders.add("cancel " + task + "/" + attempt);
    }

    @Override
    public void suspend(TaskId task, int attempt) {
        suspended.add(new AttemptKey(task, attempt));
        orders.add("suspend " + task + "/" + attempt);
    }

    @Override
    public void resume(TaskId task, int attempt) {
        resumed.add(new AttemptKey(task, attempt));
        orders.add("resume " + task + "/" + attempt);
    }

    @Override
    public void prepareMove(Dispatch arriving, TransferCredentials ticket) {
        arrivals.add(arriving);
        tickets.add(ticket);
        order("prepare", arriving.task(), arriving.attempt().number());
    }

    @Override
    public void departMove(AttemptKey attempt, TransferCredentials ticket) {
        tickets.add(ticket);
        order("depart", attempt.task(), attempt.attempt());
    }

    @Override
    public void abortMove(MigrationId move, AttemptKey attempt) {
        order("abort", attempt.task(), attempt.attempt());
    }

    @Override
    public void startMoved(MigrationId move, AttemptKey attempt) {
        order("start", attempt.task(), attempt.attempt());
    }

    @Override
    public void forgetMoved(MigrationId move, AttemptKey attempt) {
        order("forget", attempt.task(), attempt.attempt());
    }

    private void order(String what, TaskId task, int attempt) {
        orders.add(what + " " + task + "/" + attempt);
    }

    @Override
    public void acknowledge(TaskId task, int attempt) {
        acknowledged.add(new AttemptKey(task, attempt));
    }

    @Override
    public void offerChanged(Node node) {
        offers.add(node);
    }

    @Override
    public void close(String reason) {
        closed.add(reason);
    }
}
