package org.souk.client.task;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.client.MarketRefused;
import org.souk.client.MarketUnreachable;
import org.souk.client.Retry;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;

/** The tasks of whoever the client is signed in as. Safe for use by many threads. */
public final class TaskClient {
    private static final String EVENTS = "/api/ws/events";
    private static final Retry RETRY = new Retry(Duration.ofSeconds(30));

    private final MarketClient market;
    private final MarketAddress address;

    /** @param address of the client's market */
    public TaskClient(MarketClient market, MarketAddress address) {
        this.market = market;
        this.address = address;
    }

    /** Submits a task, or an array of tasks, once. */
    public TaskBody submit(TaskRequest request) throws IOException, InterruptedException {
        return submit(request, UUID.randomUUID().toString());
    }

    /**
     * Submits a task. The same key always gives the same task, so that this can be called again when no answer came. While
     * the market is away it is repeated for 30 seconds.
     *
     * @throws MarketRefused when the market does not take the task; {@link MarketRefused#field()} says what is wrong with it
     * @throws MarketUnreachable when nobody answers
     */
    public TaskBody submit(TaskRequest request, String idempotencyKey) throws IOException, InterruptedException {
        // The key makes it safe to submit again after an answer was lost.
        return RETRY.call(
                () -> market.post("/tasks", request, Map.of("Idempotency-Key", idempotencyKey), TaskBody.class));
    }

    /**
     * A task as it is now.
     *
     * @throws MarketRefused with status 404 when there is none, or not for this account
     */
    public TaskBody find(String id) throws IOException, InterruptedException {
        return market.get("/tasks/" + URLEncoder.encode(id, StandardCharsets.UTF_8), TaskBody.class);
    }

    /** Waits for the end of a task, however long it takes. */
    public TaskBody await(String id) throws IOException, InterruptedException {
        return await(id, state -> {});
    }

    /**
     * Waits for the end of a task, however long it takes. The market may be away for ten minutes meanwhile.
     *
     * @param observer is told of the task as often as anything is known, in the calling thread
     */
    public TaskBody await(String id, Consumer<TaskBody> observer) throws IOException, InterruptedException {
        return new TaskFollower(market, address.webSocket(EVENTS)).await(id, observer);
    }
}
