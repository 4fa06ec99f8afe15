package org.souk.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.protocol.rest.TaskBody;

class MarketClientTest {
    private HttpServer server;
    private String answer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/token", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}".getBytes(UTF_8));
            exchange.close();
        });
        server.createContext("/api", exchange -> {
            exchange.sendResponseHeaders(404, 0);
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void serverWithoutItsMarketIsAskedAgain() {
        answer = "<html>HTTP Status 404</html>";

        assertThat(refused().isPassing()).isTrue();
    }

    @Test
    void marketThatDoesNotKnowSomethingHasSpokenItsLastWord() {
        answer = "{\"type\":\"urn:souk:problem:not-found\",\"title\":\"There is no such thing\",\"status\":404,"
                + "\"detail\":\"there is no task 7\"}";

        MarketRefused refused = refused();
        assertThat(refused.isPassing()).isFalse();
        assertThat(refused).hasMessage("there is no task 7");
    }

    private MarketRefused refused() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        MarketClient client = new MarketClient(address, new Credentials("id", "secret"));
        MarketRefused refused = catchThrowableOfType(MarketRefused.class, () -> client.get("/tasks/7", TaskBody.class));
        assertThat(refused.status()).isEqualTo(404);
        return refused;
    }
}
