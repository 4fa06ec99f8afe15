package org.souk.lab.throughput;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.souk.client.MarketClient;
import org.souk.lab.ExperimentFailed;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskEvent;

/** Listens to what the market tells a buyer, and notes when it first said of each task that it runs or has ended. */
final class EventWatch implements WebSocket.Listener, AutoCloseable {
    private final Map<String, Instant> running = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;

    static EventWatch open(MarketClient buyer, URI address) throws IOException, InterruptedException {
        EventWatch watch = new EventWatch();
        try {
            watch.socket = buyer.http()
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .header("Authorization", "Bearer " + buyer.token())
                    .buildAsync(address, watch)
                    .join();
        } catch (CompletionException e) {
            throw new ExperimentFailed("the market's events cannot be heard at " + address, e.getCause());
        }
        return watch;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            note(Json.read(message.toString(), TaskEvent.class));
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void note(TaskEvent event) {
        if (event.state() == StateName.RUNNING || event.state().isFinal()) {
            running.merge(event.task(), event.at(), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    /** By the market's clock. */
    Optional<Instant> ranAt(String task) {
        return Optional.ofNullable(running.get(task));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
