package org.souk.it.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.souk.it.harness.SharedControlPlane;

/** Tells {@code arquillian.xml} where the market is. Inside of the market there is nothing to tell. */
public final class OnTheSharedMarket implements BeforeAllCallback {
    private static final String SYSTEM_PROPERTIES =
            "http://127.0.0.1:%d/management/domain/configs/config/server-config/system-properties";

    @Override
    public void beforeAll(ExtensionContext context) {
        if (System.getProperty("souk.it.work") == null) {
            return;
        }
        SharedControlPlane market = SharedControlPlane.running();
        String http = Integer.toString(market.url("").getPort());
        System.setProperty("souk.it.http", http);
        System.setProperty("souk.it.admin", Integer.toString(market.adminPort()));
        System.setProperty("souk.it.password", password(market));
        writeDown(market, "souk.http.port", http);
        writeDown(
                market,
                "souk.websocket.port",
                Integer.toString(market.webSocketUrl("").getPort()));
    }

    /** The listeners take their ports from the command line; Arquillian looks for them in the configuration alone. */
    private static void writeDown(SharedControlPlane market, String property, String value) {
        String user = Base64.getEncoder().encodeToString(("admin:" + password(market)).getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(String.format(SYSTEM_PROPERTIES, market.adminPort())))
                .header("Authorization", "Basic " + user)
                .header("X-Requested-By", "souk")
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(property + "=" + value))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(property + " could not be written down: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String password(SharedControlPlane market) {
        try {
            return Files.readString(market.home().resolve("admin.password"))
                    .strip()
                    .replace("AS_ADMIN_PASSWORD=", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
