package org.souk.lab.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.souk.client.MarketClient;
import org.souk.client.MarketRefused;
import org.souk.client.MarketUnreachable;
import org.souk.client.Retry;
import org.souk.lab.ExperimentFailed;
import org.souk.protocol.rest.MigrateRequest;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;

/** The buyer's calls. They go on while the market is away. */
record Dispatch(MarketClient buyer) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Retry RETRY = new Retry(PATIENCE);
    private static final long LOOK_MILLIS = 50;

    String submit(TaskRequest request) throws IOException, InterruptedException {
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        return RETRY.call(() -> buyer.post("/tasks", request, key, TaskBody.class))
                .id();
    }

    TaskBody awaitRunning(String task) throws IOException, InterruptedException {
        return await(
                task, now -> now.state() == StateName.RUNNING || now.state().isFinal());
    }

    TaskBody awaitEnd(String task) throws IOException, InterruptedException {
        return await(task, now -> now.state().isFinal());
    }

    /** Until the market moves it: right after its start its node has not said yet that it can. */
    boolean migrate(String task, String target) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            try {
                buyer.post("/tasks/" + task + "/migrate", new MigrateRequest(target), TaskBody.class);
                return true;
            } catch (MarketRefused | MarketUnreachable e) {
                TaskBody now = find(task);
                if (now.state().isFinal() || !now.moves().isEmpty()) {
                    return !now.moves().isEmpty();
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
        return false;
    }

    private TaskBody find(String task) throws IOException, InterruptedException {
        return RETRY.call(() -> buyer.get("/tasks/" + task, TaskBody.class));
    }

    private TaskBody await(String id, Predicate<TaskBody> isEnough) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            TaskBody task = find(id);
            if (isEnough.test(task)) {
                return task;
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new ExperimentFailed("task " + id + " does not get on; it is " + task.state() + " at node "
                        + task.node() + " with moves " + task.moves());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
