package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.MigrationId;
import org.souk.core.common.TaskId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Dispatch;
import org.souk.core.link.MigrationProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.Mover;
import org.souk.core.link.NodeLink;
import org.souk.core.link.TransferCredentials;
import org.souk.core.node.LoadReport;
import org.souk.core.node.Node;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Usage;
import org.souk.core.sessions.NodeSessions.Hello;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;

/**
 * A market and its agents, as faithful as they need to be for moves: programs that count fuel, snapshots on their way, and
 * messages that are lost, doubled and late. One millisecond of a program is one unit of fuel.
 */
public final class MovingWorld {
    public MarketHarness market = new MarketHarness().rich("ada", "1000");
    public final List<Agent> agents = new ArrayList<>();
    private final Random random;
    private final Map<MigrationId, Long> snapshots = new HashMap<>();
    private boolean faithful;

    public MovingWorld(Random random, int nodes) {
        this.random = random;
        for (int i = 1; i <= nodes; i++) {
            Node node = aNode("n" + i).enrolled();
            market.database.run(() -> market.database.nodes().insert(node));
            Agent agent = new Agent(node);
            agents.add(agent);
            agent.connect();
        }
    }

    /** Messages are neither lost nor doubled from now on. */
    public void heal() {
        faithful = true;
        // A report that got lost is repeated in the next session only.
        agents.forEach(Agent::disconnect);
        agents.forEach(Agent::connect);
    }

    /** The market is killed and started again; agents come back one by one. */
    public void restartMarket() {
        agents.forEach(agent -> agent.link = null);
        market = new MarketHarness(market);
        market.market.turns().open();
    }

    public void deliver() {
        List<Agent> waiting = agents.stream().filter(Agent::hasMail).toList();
        if (!waiting.isEmpty()) {
            waiting.get(random.nextInt(waiting.size())).deliver();
        }
    }

    public void deliverAll() {
        while (agents.stream().anyMatch(Agent::hasMail)) {
            deliver();
        }
    }

    /** Every copy that runs, of all tasks. */
    public List<Copy> running() {
        return agents.stream()
                .flatMap(agent -> agent.copies.values().stream())
                .filter(copy -> copy.running)
                .toList();
    }

    public static final class Copy {
        public final AttemptKey key;
        public final Dispatch dispatch;
        boolean running;
        long fuel;
        private MigrationId move;
        private MigrationProgress.Stage stage;

        private Copy(Dispatch dispatch) {
            this.dispatch = dispatch;
            this.key = new AttemptKey(dispatch.task(), dispatch.attempt().number());
        }

        private Position at() {
            return new Position(new Fuel(fuel), Duration.ofMillis(fuel));
        }
    }

    public final class Agent {
        public final Node node;
        private final Map<AttemptKey, Copy> copies = new HashMap<>();
        private final Map<AttemptKey, AttemptReport> reports =
                new TreeMap<>(java.util.Comparator.comparing(AttemptKey::task).thenComparing(AttemptKey::attempt));
        private final Deque<Runnable> fromMarket = new ArrayDeque<>();
        private final Deque<Runnable> toMarket = new ArrayDeque<>();
        private Link link;

        private Agent(Node node) {
            this.node = node;
        }

        public boolean isConnected() {
            return link != null;
        }

        private boolean hasMail() {
            return !fromMarket.isEmpty() || !toMarket.isEmpty();
        }

        public void connect() {
            fromMarket.clear();
            toMarket.clear();
            link = new Link(this);
            market.sessions.open(
                    link,
                    new Hello(
                            node.id(),
                            node.hardware(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Mover(Optional.empty())),
                            held()));
            reports.values().forEach(report -> say(() -> market.sessions.ended(report)));
        }

        public void disconnect() {
            Link former = link;
            link = null;
            fromMarket.clear();
            toMarket.clear();
            if (former != null) {
                market.sessions.closed(node.id(), former);
            }
        }

        /** kill -9: only the reports are on its disk. */
        public void kill() {
            copies.clear();
            disconnect();
        }

        public void heartbeat() {
            if (link != null) {
                List<AttemptProgress> held = held();
                say(() -> market.sessions.heartbeat(
                        node.id(), new LoadReport(market.clock.instant(), 5, 10, 0, Bytes.ZERO), held));
            }
        }

        private List<AttemptProgress> held() {
            List<AttemptProgress> held = new ArrayList<>();
            for (Copy copy : copies.values()) {
                boolean stands = !copy.running;
                held.add(new AttemptProgress(
                        copy.key,
                        copy.stage != MigrationProgress.Stage.PREPARED,
                        stands,
                        new Fuel(copy.fuel),
                        true,
                        Bytes.ofMebibytes(1),
                        Optional.ofNullable(copy.move)
                                .map(move ->
                                        new MigrationProgress(move, copy.stage, copy.at(), Bytes.ofMebibytes(1)))));
            }
            for (AttemptReport report : reports.values()) {
                held.add(new AttemptProgress(
                        new AttemptKey(report.task(), report.attempt()),
                        true,
                        false,
                        report.ending().usage().fuel()));
            }
            return held;
        }

        private void say(Runnable message) {
            if (link != null) {
                toMarket.add(message);
            }
        }

        private void hear(Link from, Runnable order) {
            if (link == from) {
                fromMarket.add(order);
            }
        }

        private void deliver() {
            Deque<Runnable> queue =
                    toMarket.isEmpty() || !fromMarket.isEmpty() && random.nextBoolean() ? fromMarket : toMarket;
            Runnable message = queue.remove();
            int luck = faithful ? 9 : random.nextInt(10);
            if (luck == 0) {
                return;
            }
            if (luck == 1) {
                queue.addFirst(message);
            }
            message.run();
        }

        /** Its programs get on. */
        public void run(long fuel) {
            copies.values().stream().filter(copy -> copy.running).forEach(copy -> copy.fuel += fuel);
        }

        public void checkpoint() {
            for (Copy copy : copies.values()) {
                if (copy.running) {
                    Position at = copy.at();
                    say(() -> market.sessions.checkpointed(
                            node.id(),
                            copy.key,
                            new ContentId("bafsnapshot" + at.fuel().units()),
                            new Bytes(9),
                            at));
                }
            }
        }

        public void finish() {
            copies.values().stream()
                    .filter(copy -> copy.running)
                    .findFirst()
                    .ifPresent(copy -> end(copy, EndReason.SUCCESS));
        }

        private void end(Copy copy, EndReason reason) {
            copies.remove(copy.key);
            Usage usage = new Usage(new Fuel(copy.fuel), Duration.ofMillis(copy.fuel), Bytes.ZERO);
            AttemptReport report = new AttemptReport(
                    copy.key.task(),
                    copy.key.attempt(),
                    node.id(),
                    new Ending(reason, "", 0, usage, List.of(), Optional.empty(), Optional.empty()));
            reports.put(copy.key, report);
            say(() -> market.sessions.ended(report));
        }

        /** A snapshot that was sent has arrived. */
        public void receive() {
            for (Copy copy : copies.values()) {
                if (copy.stage == MigrationProgress.Stage.PREPARED && snapshots.containsKey(copy.move)) {
                    copy.fuel = snapshots.get(copy.move);
                    copy.stage = MigrationProgress.Stage.RESTORED;
                    MigrationId move = copy.move;
                    Position at = copy.at();
                    say(() -> market.sessions.moved(
                            node.id(),
                            new MigrationReport.Restored(
                                    move, copy.key, at, Bytes.ofMebibytes(1), Duration.ofMillis(20))));
                    return;
                }
            }
        }

        public void failMove() {
            copies.values().stream()
                    .filter(copy -> copy.move != null)
                    .findFirst()
                    .ifPresent(copy -> {
                        MigrationId move = copy.move;
                        if (copy.stage != MigrationProgress.Stage.DEPARTED) {
                            copies.remove(copy.key);
                        }
                        say(() -> market.sessions.moved(
                                node.id(), new MigrationReport.Failed(move, copy.key, "out of luck")));
                    });
        }
    }

    private final class Link implements NodeLink {
        private final Agent agent;

        private Link(Agent agent) {
            this.agent = agent;
        }

        @Override
        public void assign(Dispatch dispatch) {
            agent.hear(this, () -> {
                Copy copy = new Copy(dispatch);
                if (!agent.copies.containsKey(copy.key) && !agent.reports.containsKey(copy.key)) {
                    copy.running = true;
                    copy.fuel = dispatch.resumeFrom()
                            .map(from -> from.at().fuel().units())
                            .orElse(0L);
                    agent.copies.put(copy.key, copy);
                    agent.say(() -> market.sessions.started(agent.node.id(), copy.key));
                }
            });
        }

        @Override
        public void cancel(TaskId task, int attempt, String reason) {
            agent.hear(this, () -> Optional.ofNullable(agent.copies.get(new AttemptKey(task, attempt)))
                    .ifPresent(copy -> agent.end(copy, EndReason.CANCELLED)));
        }

        @Override
        public void suspend(TaskId task, int attempt) {
            agent.hear(this, () -> Optional.ofNullable(agent.copies.get(new AttemptKey(task, attempt)))
                    .ifPresent(copy -> copy.running = false));
        }

        @Override
        public void resume(TaskId task, int attempt) {
            // Obeyed blindly: a market that says so to a copy that stands for a move would let two run.
            agent.hear(this, () -> Optional.ofNullable(agent.copies.get(new AttemptKey(task, attempt)))
                    .ifPresent(copy -> copy.running = true));
        }

        @Override
        public void prepareMove(Dispatch arriving, TransferCredentials ticket) {
            agent.hear(this, () -> {
                Copy copy = new Copy(arriving);
                if (!agent.copies.containsKey(copy.key)) {
                    copy.move = ticket.move();
                    copy.stage = MigrationProgress.Stage.PREPARED;
                    agent.copies.put(copy.key, copy);
                    agent.say(() -> market.sessions.moved(
                            agent.node.id(), new MigrationReport.Prepared(ticket.move(), copy.key)));
                }
            });
        }

        @Override
        public void departMove(AttemptKey attempt, TransferCredentials ticket) {
            agent.hear(
                    this, () -> Optional.ofNullable(agent.copies.get(attempt)).ifPresent(copy -> {
                        copy.running = false;
                        copy.move = ticket.move();
                        copy.stage = MigrationProgress.Stage.DEPARTED;
                        snapshots.put(ticket.move(), copy.fuel);
                        Position at = copy.at();
                        agent.say(() -> market.sessions.moved(
                                agent.node.id(),
                                new MigrationReport.Departed(ticket.move(), attempt, at, Bytes.ofMebibytes(1))));
                    }));
        }

        @Override
        public void abortMove(MigrationId move, AttemptKey attempt) {
            agent.hear(this, () -> of(move, attempt).ifPresent(copy -> {
                if (copy.stage == MigrationProgress.Stage.DEPARTED) {
                    copy.running = true;
                    copy.move = null;
                    copy.stage = null;
                } else {
                    agent.copies.remove(attempt);
                }
            }));
        }

        private Optional<Copy> of(MigrationId move, AttemptKey attempt) {
            return Optional.ofNullable(agent.copies.get(attempt)).filter(copy -> move.equals(copy.move));
        }

        @Override
        public void startMoved(MigrationId move, AttemptKey attempt) {
            agent.hear(this, () -> of(move, attempt)
                    .filter(copy -> copy.stage == MigrationProgress.Stage.RESTORED)
                    .ifPresent(copy -> {
                        copy.running = true;
                        copy.move = null;
                        copy.stage = null;
                        agent.say(() -> market.sessions.started(agent.node.id(), attempt));
                    }));
        }

        @Override
        public void forgetMoved(MigrationId move, AttemptKey attempt) {
            agent.hear(this, () -> of(move, attempt).ifPresent(copy -> agent.copies.remove(attempt)));
        }

        @Override
        public void acknowledge(TaskId task, int attempt) {
            agent.hear(this, () -> agent.reports.remove(new AttemptKey(task, attempt)));
        }

        @Override
        public void offerChanged(Node node) {
            // Offers do not change here.
        }

        @Override
        public void close(String reason) {
            if (agent.link == this) {
                throw new AssertionError("session of " + agent.node.id() + " was closed: " + reason);
            }
        }
    }

    /** No node runs what it was not given, and what was moved away runs nowhere else. */
    public void checkCopies(Map<TaskId, Set<Integer>> movedFrom) {
        Set<AttemptKey> seen = new HashSet<>();
        for (Copy copy : running()) {
            int current = market.find(copy.key.task()).attempts();
            assertThat(copy.key.attempt()).isLessThanOrEqualTo(current);
            assertThat(movedFrom.getOrDefault(copy.key.task(), Set.of())).doesNotContain(copy.key.attempt());
            assertThat(seen.add(copy.key)).isTrue();
        }
    }
}
