package org.souk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.souk.it.harness.TaskOrder.aTask;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.souk.cli.local.Ports;
import org.souk.grpc.v1.GetVersionRequest;
import org.souk.grpc.v1.GetVersionResponse;
import org.souk.grpc.v1.VersionServiceGrpc;
import org.souk.it.harness.Api;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.ListeningSockets;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Reply;
import org.souk.it.harness.Run;
import org.souk.it.harness.Seller;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.testing.Eventually;

/** What whoever runs a market relies on: its description, health, figures, and the status command. */
class OperationsIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @Test
    void openApiNamesEveryPathWithExamplesAndErrors() {
        JsonNode document = openApi();
        assertThat(document.path("openapi").asText()).startsWith("3.");
        JsonNode paths = document.path("paths");
        for (String path : List.of(
                "/tasks",
                "/tasks/{id}",
                "/tasks/{id}/cancel",
                "/tasks/{id}/explain",
                "/tasks/{id}/logs",
                "/tasks/{id}/outputs",
                "/files",
                "/files/{cid}",
                "/nodes",
                "/nodes/{id}",
                "/accounts",
                "/accounts/me",
                "/accounts/{id}/deposits",
                "/ledger",
                "/version")) {
            assertThat(paths.properties()).as(path).anyMatch(entry -> entry.getKey()
                    .endsWith("/v1" + path));
        }
        List<String> without = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .filter(operation -> !path.getKey().endsWith("/version"))
                .filter(operation -> !tellsErrors(operation.getValue().path("responses")))
                .forEach(operation -> without.add(operation.getKey() + " " + path.getKey())));
        assertThat(without).as("operations that do not tell their errors").isEmpty();
        assertThat(document.toString()).contains("\"example");
    }

    private static boolean tellsErrors(JsonNode responses) {
        return responses.has("401")
                && responses.properties().stream()
                        .map(Map.Entry::getKey)
                        .anyMatch(status -> status.startsWith("4") && !status.equals("401"));
    }

    private static JsonNode openApi() {
        Api api = Api.anonymous();
        return api.send(api.request("//openapi").header("Accept", "application/json"))
                .expect(200)
                .json();
    }

    @Test
    void healthTellsOfDatabaseAndScheduler() {
        for (String path : List.of("//health", "//health/ready", "//health/live")) {
            assertThat(Api.anonymous().get(path).expect(200).field("status")).isEqualTo("UP");
        }
        assertThat(Api.anonymous().get("//health/ready").json().path("checks").findValuesAsText("name"))
                .contains("database", "scheduler");
    }

    @Test
    void metricsHaveTheMarketsFigures() {
        Buyer buyer = MARKET.buyer();
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), Seller.smallOffer());
        TaskBody task = buyer.submit(aTask(buyer.program("noop")).request());
        Assign assigned = agent.await(Assign.class);
        agent.send(new AgentFrame.Started(assigned.task(), assigned.attempt()));
        buyer.await(task, StateName.RUNNING);
        agent.succeed(assigned, 1);
        buyer.await(task, StateName.COMPLETED);

        String metrics = metrics();
        for (StateName state : StateName.values()) {
            assertThat(metrics)
                    .containsPattern("souk_tasks\\{[^}]*state=\"" + state.name().toLowerCase(Locale.ROOT) + "\"");
        }
        for (String state : List.of("active", "draining", "inactive", "disconnected")) {
            assertThat(metrics).containsPattern("souk_nodes\\{[^}]*state=\"" + state + "\"");
        }
        assertThat(metrics)
                .contains(
                        "souk_task_queue_millis",
                        "souk_task_dispatch_millis",
                        "souk_preemptions",
                        "souk_ledger_held_micros",
                        "souk_ledger_fees_micros",
                        "souk_ledger_deposited_micros");
        assertThat(metrics).containsPattern("(?m)^souk_ledger_sum_micros(\\{[^}]*})? 0(\\.0)?$");
        Eventually.holds("a counted queue time", () -> metrics()
                .lines()
                .filter(line -> line.startsWith("souk_task_queue_millis_count"))
                .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) >= 1));
    }

    private static String metrics() {
        return Api.anonymous().get("//metrics").expect(200).text();
    }

    @Test
    void serverListensOnTheLoopbackAddressAlone() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "listening sockets are read from Linux's /proc");
        long server = MARKET.controlPlane().pid();
        assertThat(ListeningSockets.of(server)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(ListeningSockets.reachableFromElsewhere(server)).isEmpty();
    }

    @Test
    void statusCommandTellsAboutTheMarket() {
        Run status = Run.souk(
                Map.of(),
                "status",
                "--json",
                "--home",
                MARKET.controlPlane().home().toString());
        JsonNode told = new Reply("status", 200, null, status.ok().out().getBytes(UTF_8)).json();
        assertThat(told.path("ready").asBoolean()).isTrue();
        assertThat(told.path("pid").asLong()).isEqualTo(MARKET.controlPlane().pid());
        assertThat(told.path("ports").path("grpc").asInt())
                .isEqualTo(MARKET.controlPlane().grpcPort());
    }

    @Test
    void secondServerOnTheSameHomeIsRefused() {
        Run second =
                Run.souk(Map.of(), "up", "--home", MARKET.controlPlane().home().toString());
        assertThat(second.exitCode()).isNotZero();
        assertThat(second.err()).contains("already running");
    }

    @Test
    void settingOnTheCommandLineOverridesTheFile(@TempDir Path home) throws IOException {
        Ports free = Ports.free();
        Files.writeString(home.resolve("souk.properties"), "souk.http.port=" + free.http() + "\n");
        int taken = MARKET.controlPlane().url("").getPort();
        Run second = Run.souk(
                Map.of(),
                "up",
                "--home",
                home.toString(),
                "--set",
                "souk.http.port=" + taken,
                "--set",
                "souk.websocket.port=" + free.webSocket(),
                "--set",
                "souk.grpc.port=" + free.grpc(),
                "--set",
                "souk.admin.port=" + free.admin());
        assertThat(second.exitCode()).isNotZero();
        assertThat(second.err()).contains("port " + taken + " is in use");
    }

    @Test
    void grpcTellsHealthAndVersion() {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", MARKET.controlPlane().grpcPort())
                .usePlaintext()
                .build();
        try {
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
            GetVersionResponse version =
                    VersionServiceGrpc.newBlockingStub(channel).getVersion(GetVersionRequest.getDefaultInstance());
            assertThat(version.getName()).isEqualTo("souk");
            assertThat(version.getVersion())
                    .isEqualTo(Api.anonymous().get("/version").expect(200).field("version"));
            assertThat(statusOfUnknownService(channel)).isEqualTo(Status.Code.NOT_FOUND);
        } finally {
            channel.shutdownNow();
        }
    }

    private static Status.Code statusOfUnknownService(ManagedChannel channel) {
        try {
            HealthGrpc.newBlockingStub(channel)
                    .check(HealthCheckRequest.newBuilder().setService("nothing").build());
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }
}
