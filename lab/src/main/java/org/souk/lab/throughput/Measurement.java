package org.souk.lab.throughput;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.souk.cli.local.AgentProcess;
import org.souk.cli.local.LocalMarket;
import org.souk.cli.local.LocalMarket.Member;
import org.souk.lab.Books;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Percentiles;
import org.souk.lab.throughput.NoOps.Taken;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TariffBody;
import org.souk.protocol.rest.TaskBody;

/**
 * The phases of the measurement on a market that runs.
 *
 * <p>The first phase ends when the buyer's account shows that nothing is held any more, which is when every task is
 * settled; it is asked for ten times a second, so that the end is seen at most a tenth of a second late and the market
 * is hardly disturbed. Nobody listens to events meanwhile.
 *
 * <p>In the second phase the buyer listens to the market's events. A task's time runs from before its request is sent,
 * by this machine's clock, to the moment at which the market told the buyer that the task runs, or has ended, by the
 * market's clock, which is the same one. A task of which nothing was heard counts until it ended by the market's books.
 */
final class Measurement {
    private static final OfferBody OFFER =
            new OfferBody(new ResourcesBody(2000, 1L << 30, 1L << 30), new TariffBody(1_000, 10_000_000, 1_000), false);
    private static final long DEPOSIT_MICROS = 1_000_000_000_000L;
    private static final long LOOK_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final double MILLION = 1e6;

    private final LocalMarket market;
    private final Member buyer;
    private final Submissions submissions;
    private final List<AgentProcess> agents;
    private final Processes processes = new Processes();
    private final Set<String> taken = new HashSet<>();
    private long serverRssMb;
    private long idleAgentRssMb;

    private Measurement(LocalMarket market, Member buyer, Submissions submissions, List<AgentProcess> agents)
            throws IOException, InterruptedException {
        this.market = market;
        this.buyer = buyer;
        this.submissions = submissions;
        this.agents = agents;
        processes.watch("lab", ProcessHandle.current().pid());
        processes.watch("server", market.controlPlane().pid());
        for (int i = 0; i < agents.size(); i++) {
            String name = "agent " + (i + 1);
            processes.watch(name, agents.get(i).pid());
            processes.watchDescendants("workers of " + name, agents.get(i).pid());
        }
        lookAtIdleAgents();
    }

    /** Opens accounts, starts the agents and waits for them. */
    static Measurement prepare(LocalMarket market, int nodes, Path module, int connections, int batch)
            throws IOException, InterruptedException {
        Member buyer = market.open("buyer", "buyer", DEPOSIT_MICROS);
        Member seller = market.open("seller", "seller", 0);
        List<AgentProcess> agents = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            agents.add(market.startNode(seller, "node-" + i, OFFER));
        }
        market.awaitNodes();
        ThroughputCommand.say(nodes + " agents are connected");
        return new Measurement(
                market, buyer, new Submissions(NoOps.of(buyer.client(), module), connections, batch), agents);
    }

    /** Watches the CPU time of what one more process has started. */
    void watchDescendants(String name, long pid) {
        processes.watchDescendants(name, pid);
    }

    void warmUp(int tasks) throws IOException, InterruptedException {
        if (tasks > 0) {
            ThroughputCommand.say("warming up with " + tasks + " tasks");
            taken(submissions.asFastAsTaken(tasks));
            awaitSettled();
        }
    }

    /** The first phase. */
    double tasksPerSecond(int tasks) throws IOException, InterruptedException {
        ThroughputCommand.say("submitting " + tasks + " tasks as fast as they are taken");
        Map<String, Duration> before = processes.cpu();
        long began = System.nanoTime();
        List<Taken> submitted = submissions.asFastAsTaken(tasks);
        double submittedAfter = secondsSince(began);
        taken(submitted);
        awaitSettled();
        double seconds = secondsSince(began);
        ThroughputCommand.say(String.format(
                Locale.ROOT, "all were taken after %.2f s and settled after %.2f s", submittedAfter, seconds));
        tellCpu(before, tasks);
        lookAtServer();
        return tasks / seconds;
    }

    /** The second phase. */
    ThroughputReport.Latency submitToRunning(int rate, int seconds) throws IOException, InterruptedException {
        ThroughputCommand.say("submitting " + rate + " tasks a second for " + seconds + " s");
        Map<String, Duration> before = processes.cpu();
        List<Taken> submitted;
        List<Double> millis;
        try (EventWatch events =
                EventWatch.open(buyer.client(), market.controlPlane().address().webSocket("/api/ws/events"))) {
            submitted = submissions.atRate(rate, seconds);
            taken(submitted);
            awaitSettled();
            millis = millis(submitted, events);
        }
        tellCpu(before, submitted.size());
        lookAtServer();
        Thread.sleep(REST.toMillis());
        lookAtIdleAgents();
        if (millis.isEmpty()) {
            throw new ExperimentFailed("no task of the second phase ran");
        }
        return ThroughputReport.Latency.of(new Percentiles(millis));
    }

    private List<Double> millis(List<Taken> submitted, EventWatch events) throws IOException, InterruptedException {
        Map<String, Instant> ended = new HashMap<>();
        for (TaskBody task : new Books(market.operator()).tasks()) {
            if (task.finishedAt() != null) {
                ended.put(task.id(), task.finishedAt());
            }
        }
        List<Double> millis = new ArrayList<>();
        List<Double> answered = new ArrayList<>();
        int unheard = 0;
        for (Taken task : submitted) {
            answered.add(Duration.between(task.sentAt(), task.answeredAt()).toNanos() / MILLION);
            Instant running = events.ranAt(task.task()).orElse(ended.get(task.task()));
            if (running != null) {
                millis.add(Duration.between(task.sentAt(), running).toNanos() / MILLION);
            }
            unheard += events.ranAt(task.task()).isPresent() ? 0 : 1;
        }
        Percentiles answers = new Percentiles(answered);
        ThroughputCommand.say(String.format(
                Locale.ROOT,
                "requests were answered after %.1f ms in the median, %.1f ms at the 99th percentile;"
                        + " no event was heard of %d tasks",
                answers.at(50),
                answers.at(99),
                unheard));
        return millis;
    }

    /** What the market's books say in the end. */
    Outcome outcome() throws IOException, InterruptedException {
        Books books = new Books(market.operator());
        return Outcome.of(taken, books.tasks(), books.transfers());
    }

    /** The largest seen at the end of a phase. */
    long serverRssMb() {
        return serverRssMb;
    }

    /** The largest of any agent, before it had ever worked and after all work. */
    long idleAgentRssMb() {
        return idleAgentRssMb;
    }

    private void taken(List<Taken> submitted) {
        submitted.forEach(task -> taken.add(task.task()));
    }

    /** Until nothing is held, or nothing has moved for a minute: then what is missing is lost. */
    private void awaitSettled() throws IOException, InterruptedException {
        long held = Long.MAX_VALUE;
        long movedAt = System.nanoTime();
        while (held > 0 && System.nanoTime() - movedAt < PATIENCE.toNanos()) {
            long now = buyer.client().get("/accounts/me", AccountBody.class).heldMicros();
            if (now != held) {
                held = now;
                movedAt = System.nanoTime();
            }
            if (held > 0) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
        if (held > 0) {
            ThroughputCommand.say(held / NoOps.MAX_PRICE_MICROS + " tasks are not settled and nothing moves; of the"
                    + " newest the market says: " + newestUnfinished());
        }
    }

    private String newestUnfinished() throws IOException, InterruptedException {
        for (TaskBody task : new Books(market.operator()).tasks()) {
            if (!task.state().isFinal()) {
                return market.operator()
                        .get("/tasks/" + task.id() + "/explain", ExplanationBody.class)
                        .summary();
            }
        }
        return "it has ended";
    }

    private void tellCpu(Map<String, Duration> before, int tasks) {
        StringBuilder line = new StringBuilder("CPU time a task:");
        processes
                .cpu()
                .forEach((name, used) -> line.append(String.format(
                        Locale.ROOT,
                        " %s %.2f ms",
                        name,
                        used.minus(before.get(name)).toNanos() / MILLION / tasks)));
        ThroughputCommand.say(line.toString());
    }

    private void lookAtServer() throws IOException {
        serverRssMb =
                Math.max(serverRssMb, Processes.residentMb(market.controlPlane().pid()));
    }

    private void lookAtIdleAgents() throws IOException {
        for (AgentProcess agent : agents) {
            idleAgentRssMb = Math.max(idleAgentRssMb, Processes.residentMb(agent.pid()));
        }
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
