package org.souk.lab.throughput;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TaskBatch;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskList;
import org.souk.protocol.rest.TaskRequest;

/** Submits tasks that start and end: what they take is the market's doing. */
final class NoOps {
    /** A tenth of a core, so that a node is handed some tasks ahead of its workers. */
    static final ResourcesBody RESOURCES = new ResourcesBody(100, 16L << 20, 1L << 20);

    /** The limit of one task, all of which is held until it is settled. */
    static final long MAX_PRICE_MICROS = 1_000_000;

    private static final long WALL_LIMIT_SECONDS = 60;
    private static final Retry RETRY = new Retry(Duration.ofSeconds(60));

    private final MarketClient buyer;
    private final TaskRequest request;

    private NoOps(MarketClient buyer, String module) {
        this.buyer = buyer;
        this.request = new TaskRequest(
                "no-op",
                module,
                null,
                null,
                null,
                null,
                null,
                RESOURCES,
                null,
                null,
                MAX_PRICE_MICROS,
                WALL_LIMIT_SECONDS,
                null);
    }

    /** @param module is uploaded */
    static NoOps of(MarketClient buyer, Path module) throws IOException, InterruptedException {
        return new NoOps(buyer, buyer.upload(module).cid());
    }

    /**
     * A task that the market took.
     *
     * @param sentAt when the request was sent, by this machine's clock
     * @param answeredAt when the answer was here
     */
    record Taken(String task, Instant sentAt, Instant answeredAt) {}

    /** Submits one under a key of its own; a request that was not answered is repeated under the same. */
    Taken submit() throws IOException, InterruptedException {
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        Instant sent = Instant.now();
        TaskBody task = RETRY.call(() -> buyer.post("/tasks", request, key, TaskBody.class));
        return new Taken(task.id(), sent, Instant.now());
    }

    /** Submits so many in one request, under one key. */
    List<Taken> submit(int tasks) throws IOException, InterruptedException {
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        TaskBatch batch = new TaskBatch(Collections.nCopies(tasks, request));
        Instant sent = Instant.now();
        TaskList taken = RETRY.call(() -> buyer.post("/tasks/batch", batch, key, TaskList.class));
        Instant answered = Instant.now();
        return taken.tasks().stream()
                .map(task -> new Taken(task.id(), sent, answered))
                .toList();
    }
}
