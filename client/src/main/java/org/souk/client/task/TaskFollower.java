package org.souk.client.task;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.socket.FrameLink;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskEvent;

/**
 * Waits for the end of a task. The market's events wake it; should they not come, it asks now and then, so a broken
 * connection costs time and nothing else.
 */
final class TaskFollower {
    private static final long ASK_WITH_EVENTS_MILLIS = 2_000;
    private static final long ASK_WITHOUT_EVENTS_MILLIS = 500;
    private static final Retry PATIENT = new Retry(Duration.ofMinutes(10));

    private final MarketClient market;
    private final URI events;
    private final LinkedBlockingQueue<TaskEvent> heard = new LinkedBlockingQueue<>();

    /** @param events the market's endpoint for events */
    TaskFollower(MarketClient market, URI events) {
        this.market = market;
        this.events = events;
    }

    /** @param observer hears of the task as often as anything is known */
    TaskBody await(String id, Consumer<TaskBody> observer) throws IOException, InterruptedException {
        FrameLink link = listen();
        try {
            while (true) {
                TaskBody task = PATIENT.call(() -> market.get("/tasks/" + id, TaskBody.class));
                observer.accept(task);
                if (task.state().isFinal()) {
                    return task;
                }
                awaitEvent(id, link != null && !link.closed().isDone());
            }
        } finally {
            if (link != null) {
                link.abort("is not needed any more");
            }
        }
    }

    private void awaitEvent(String id, boolean live) throws InterruptedException {
        long deadline = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(live ? ASK_WITH_EVENTS_MILLIS : ASK_WITHOUT_EVENTS_MILLIS);
        while (true) {
            TaskEvent event = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null || event.task().equals(id)) {
                return;
            }
        }
    }

    private FrameLink listen() throws InterruptedException {
        try {
            return FrameLink.connect(market.http(), events, market.token(), new FrameLink.Receiver() {
                @Override
                public void receive(String frame) {
                    try {
                        heard.add(Json.read(frame, TaskEvent.class));
                    } catch (Malformed e) {
                        // A market with newer events than this command knows: asking serves as well.
                        return;
                    }
                }

                @Override
                public void heard() {
                    // Only events matter.
                }
            });
        } catch (IOException e) {
            // Without events it asks.
            return null;
        }
    }
}
