package org.souk.lab.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.souk.client.MarketClient;
import org.souk.client.MarketRefused;
import org.souk.client.Retry;
import org.souk.client.content.MarketContent;
import org.souk.core.replay.RunEnd;
import org.souk.core.replay.RunResult;
import org.souk.core.replay.RunTerms;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.PrivateMarket;
import org.souk.protocol.rest.MigrateRequest;
import org.souk.protocol.rest.MoveBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.replay.run.TaskReplay;
import org.souk.replay.run.WireTerms;

/** Tasks that are moved once each while they run. The buyer's part of the experiment. */
final class Roaming {
    private static final long MAX_PRICE_MICROS = 100_000_000;
    private static final long WALL_LIMIT_SECONDS = 600;
    private static final long LOOK_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Retry RETRY = new Retry(Duration.ofSeconds(30));

    /** How long a task runs at least: until its node says that it can move, a target has loaded it, and it has moved. */
    private static final Duration LENGTH = Duration.ofSeconds(6);

    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final int MOST_STEPS = 2_000_000;

    private static final int TRIAL_STEPS = 10_000;

    private final MarketClient buyer;
    private final Path folder;
    private final String module;
    private final ResourcesBody resources;
    private final int heapMib;
    private final List<Path> logs;
    private int steps;
    private RunResult expected;

    private Roaming(MarketClient buyer, Path folder, String module, int heapMib, List<Path> logs) {
        this.buyer = buyer;
        this.folder = folder;
        this.module = module;
        this.heapMib = heapMib;
        this.logs = logs;
        this.resources = new ResourcesBody(500, (heapMib + 32L) << 20, 64L << 20);
    }

    /** Uploads the program and runs it here, to know how it ends without a move. */
    static Roaming prepare(MarketClient buyer, Path folder, Path program, int heapMib, List<Path> logs)
            throws IOException, InterruptedException {
        Roaming roaming = new Roaming(buyer, folder, buyer.upload(program).cid(), heapMib, logs);
        roaming.steps = TRIAL_STEPS;
        roaming.expected = roaming.replay();
        // The first runs are slower than those that come after them.
        while (roaming.expected.use().wall().compareTo(LENGTH) < 0 && roaming.steps < MOST_STEPS) {
            long wanted = roaming.steps
                    * LENGTH.plus(MARGIN).toMillis()
                    / Math.max(1, roaming.expected.use().wall().toMillis());
            roaming.steps = (int) Math.min(wanted, MOST_STEPS);
            roaming.expected = roaming.replay();
        }
        PrivateMarket.say(String.format(
                Locale.ROOT,
                "a run of %,d steps takes %.1f s here and uses %,d fuel",
                roaming.steps,
                roaming.expected.use().wall().toMillis() / 1e3,
                roaming.expected.fuel()));
        return roaming;
    }

    private RunResult replay() throws IOException, InterruptedException {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        TaskReplay replay = new TaskReplay(
                Files.createDirectories(folder.resolve("replay")), new MarketContent(buyer, scratch, RETRY));
        RunTerms terms = new RunTerms(
                "reference",
                new RunTerms.Program(module, arguments(), null, Optional.empty()),
                RunTerms.Content.NONE,
                WireTerms.limits(resources, Long.MAX_VALUE, Duration.ofSeconds(WALL_LIMIT_SECONDS)));
        RunResult found = replay.of(terms, progress -> {});
        if (found.end() != RunEnd.SUCCESS) {
            throw new ExperimentFailed("the program ends here with " + found.end() + " " + found.detail());
        }
        return found;
    }

    private List<String> arguments() {
        return List.of(Integer.toString(heapMib), Integer.toString(steps));
    }

    /**
     * What came of one task.
     *
     * @param failure why it counts for nothing, empty if it does
     */
    record Journey(
            String task, Duration downtime, long snapshotBytes, boolean sameOutput, boolean sameFuel, String failure) {
        static Journey failed(String task, String why) {
            return new Journey(task, Duration.ZERO, 0, false, false, why);
        }
    }

    /** Runs one task and moves it to the other node. */
    Journey travel(List<String> nodes) throws IOException, InterruptedException {
        TaskBody task = submit();
        TaskBody running = await(
                task.id(),
                now -> now.state() == StateName.RUNNING || now.state().isFinal());
        if (running.state().isFinal()) {
            return Journey.failed(task.id(), "it ended before it could move");
        }
        String target = nodes.stream()
                .filter(node -> !node.equals(running.node()))
                .findFirst()
                .orElseThrow();
        if (!migrate(task.id(), target)) {
            return Journey.failed(task.id(), "the market did not move it");
        }
        TaskBody there =
                await(task.id(), now -> target.equals(now.node()) || now.state().isFinal());
        TaskBody ended = await(task.id(), now -> now.state().isFinal());
        if (!target.equals(there.node())) {
            return Journey.failed(task.id(), "it stayed where it was: " + reasons(ended));
        }
        if (ended.state() != StateName.COMPLETED) {
            return Journey.failed(
                    task.id(), ended.ending().reason() + " " + ended.ending().detail());
        }
        return new Journey(
                task.id(),
                standstill(ended).length(),
                ended.moves().stream().mapToLong(MoveBody::snapshotBytes).max().orElse(0),
                expected.stdout().equals(Optional.ofNullable(ended.ending().stdout())),
                expected.fuel() == ended.ending().fuel(),
                "");
    }

    private static String reasons(TaskBody ended) {
        return ended.moves().isEmpty()
                ? "the market planned no move before its end"
                : ended.moves().stream().map(MoveBody::failure).collect(Collectors.joining("; "));
    }

    private TaskBody submit() throws IOException, InterruptedException {
        TaskRequest request = new TaskRequest(
                "roam",
                module,
                arguments(),
                null,
                null,
                null,
                null,
                resources,
                null,
                null,
                MAX_PRICE_MICROS,
                WALL_LIMIT_SECONDS,
                null);
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        return RETRY.call(() -> buyer.post("/tasks", request, key, TaskBody.class));
    }

    /** Until the market moves it: right after its start its node has not said yet that it can. */
    private boolean migrate(String task, String target) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            try {
                buyer.post("/tasks/" + task + "/migrate", new MigrateRequest(target), TaskBody.class);
                return true;
            } catch (MarketRefused e) {
                if (find(task).state().isFinal()) {
                    PrivateMarket.say(task + ": " + e.getMessage());
                    return false;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
        return false;
    }

    private TaskBody find(String task) throws IOException, InterruptedException {
        return RETRY.call(() -> buyer.get("/tasks/" + task, TaskBody.class));
    }

    private interface Look {
        boolean isEnough(TaskBody task);
    }

    private TaskBody await(String id, Look look) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            TaskBody task = find(id);
            if (look.isEnough(task)) {
                return task;
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new ExperimentFailed("task " + id + " does not get on; it is " + task.state());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private Standstill standstill(TaskBody ended) throws IOException {
        List<String> logged = new ArrayList<>();
        for (Path log : logs) {
            logged.addAll(Files.readAllLines(log));
        }
        return Standstill.of(ended.id(), logged)
                .orElseThrow(() -> new ExperimentFailed("no agent has logged that " + ended.id() + " stood still"));
    }
}
