package org.souk.client.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.StoredFile;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;

/** A market without WebSockets that runs one task: it copies its first input to its first output. */
final class ObligingMarket implements AutoCloseable {
    private static final String FILES = "/api/v1/files";
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final ContentStore stored = new ContentStore(new MemoryBlockStore());
    private final HttpServer server;
    private TaskRequest task;
    private String idempotencyKey;
    private int asked;

    ObligingMarket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/oauth2/token",
                exchange -> answer(
                        exchange,
                        "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}".getBytes(UTF_8)));
        server.createContext(FILES, this::files);
        server.createContext("/api/v1/tasks", this::tasks);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized TaskRequest task() {
        return task;
    }

    synchronized String idempotencyKey() {
        return idempotencyKey;
    }

    private synchronized void files(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Cid cid = stored.add(new ByteArrayInputStream(bytes));
            answer(exchange, Json.bytes(new StoredFile(cid.toString(), bytes.length)));
        } else {
            ByteArrayOutputStream car = new ByteArrayOutputStream();
            stored.exportCar(Cid.parse(exchange.getRequestURI().getPath().substring(FILES.length() + 1)), car);
            answer(exchange, car.toByteArray());
        }
    }

    /** It has ended when somebody asks for the second time. */
    private synchronized void tasks(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            task = Json.read(exchange.getRequestBody(), TaskRequest.class);
            idempotencyKey = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        } else {
            asked++;
        }
        answer(exchange, Json.bytes(asked < 2 ? body(StateName.RUNNING, null) : body(StateName.COMPLETED, ending())));
    }

    private EndingBody ending() {
        OutputBody copy =
                new OutputBody(task.outputs().get(0), task.inputs().get(0).cid(), 1);
        return new EndingBody("SUCCESS", "", 0, 1000, 12, 65536, List.of(copy), null, null, null);
    }

    private TaskBody body(StateName state, EndingBody ending) {
        return new TaskBody(
                "t-1", "alice", task, state, 1, "n-1", 0, null, NOW, NOW, NOW, NOW, 0, null, false, null, List.of(),
                ending);
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
