package org.souk.agent.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.souk.client.Credentials;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.content.MarketContent;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.StoredFile;

/** A market that gives tokens, takes files and gives them back. */
final class StoringMarket implements AutoCloseable {
    private static final String FILES = "/api/v1/files";

    private final ContentStore stored = new ContentStore(new MemoryBlockStore());
    private final HttpServer server;

    StoringMarket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/oauth2/token",
                exchange -> answer(
                        exchange,
                        "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}".getBytes(UTF_8)));
        server.createContext(FILES, this::files);
        server.start();
    }

    /** A node's way to it. */
    MarketContent content(Path scratch) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new MarketContent(
                new MarketClient(address, new Credentials("id", "secret")), scratch, new Retry(Duration.ZERO));
    }

    synchronized Cid store(byte[] bytes) throws IOException {
        return stored.add(new ByteArrayInputStream(bytes));
    }

    private synchronized byte[] car(Cid cid) throws IOException {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        stored.exportCar(cid, car);
        return car.toByteArray();
    }

    private void files(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            answer(exchange, Json.bytes(new StoredFile(store(bytes).toString(), bytes.length)));
        } else {
            String path = exchange.getRequestURI().getPath();
            answer(exchange, car(Cid.parse(path.substring(FILES.length() + 1))));
        }
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
