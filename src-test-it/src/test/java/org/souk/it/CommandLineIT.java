package org.souk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.souk.it.harness.Account;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.NodeAgent;
import org.souk.it.harness.Reply;
import org.souk.it.harness.Repository;
import org.souk.it.harness.Run;
import org.souk.it.harness.Seller;
import org.souk.protocol.rest.AvailabilityName;

/** The {@code souk} command, as people and scripts use it. */
class CommandLineIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @TempDir
    Path folder;

    @Test
    void buyerRunsAProgramOverAFileAndGetsItsOutput() throws IOException {
        MARKET.agent(MARKET.seller(), "machine", Seller.smallOffer());
        Buyer buyer = MARKET.buyer();

        Run run = Run.of(
                        Repository.souk(
                                        buyer.account().environment(),
                                        "task",
                                        "run",
                                        program("loadstats"),
                                        "--arg",
                                        "/in/load.csv.gz",
                                        "--arg",
                                        "/out/report.csv",
                                        "--input",
                                        Repository.root().resolve("demo/data/nab-aws-6.csv.gz") + ":/in/load.csv.gz",
                                        "--output",
                                        "/out/report.csv",
                                        "--cpu",
                                        "0.25",
                                        "--ram",
                                        "64M",
                                        "--storage",
                                        "16M",
                                        "--wall",
                                        "2m",
                                        "--max-price",
                                        "1",
                                        "--wait",
                                        "--json")
                                .directory(folder.toFile()),
                        "")
                .ok();

        JsonNode task = json(run);
        assertThat(task.path("state").asText()).isEqualTo("COMPLETED");
        Run logs = Run.souk(
                        buyer.account().environment(),
                        "task",
                        "result",
                        task.path("id").asText(),
                        "--output-dir",
                        folder.toString())
                .ok();
        assertThat(logs.out()).contains("completed");
        try (Stream<Path> saved = Files.walk(folder)) {
            assertThat(saved.filter(path -> path.endsWith("report.csv")).findFirst())
                    .hasValueSatisfying(path -> assertThat(path).isNotEmptyFile());
        }
    }

    @Test
    void exitCodeOfTheProgramIsTold() {
        MARKET.agent(MARKET.seller(), "machine", Seller.smallOffer());
        Buyer buyer = MARKET.buyer();

        Run run = Run.souk(
                buyer.account().environment(),
                "task",
                "run",
                program("hello"),
                "--arg",
                "--exit",
                "--arg",
                "7",
                "--cpu",
                "0.25",
                "--ram",
                "64M",
                "--storage",
                "1M",
                "--wall",
                "1m",
                "--wait");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.out() + run.err()).contains("EXIT_CODE");
    }

    @Test
    void signInIsKeptInAFileOfItsOwnerAlone() throws IOException {
        Account account = MARKET.buyer().account();
        Map<String, String> environment = new HashMap<>(account.environment());
        environment.keySet().removeIf(name -> name.startsWith("SOUK_CLIENT"));
        environment.put("SOUK_HOME", folder.toString());

        Run before = Run.souk(environment, "account", "show");
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.err()).contains("souk login");

        Run wrong = login(environment, account.clientId(), "wrong");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("credentials.json")).doesNotExist();

        login(environment, account.clientId(), account.secret()).ok();
        assertThat(Files.getPosixFilePermissions(folder.resolve("credentials.json")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(json(Run.souk(environment, "account", "show", "--json").ok())
                        .path("id")
                        .asText())
                .isEqualTo(account.id());
    }

    private static Run login(Map<String, String> environment, String clientId, String secret) {
        return Run.of(
                Repository.souk(environment, "login", "--client-id", clientId, "--client-secret-stdin"), secret + "\n");
    }

    @Test
    void sellerChangesWhatIsForSaleWhileTheAgentRuns() {
        Seller seller = MARKET.seller();
        NodeAgent agent = MARKET.agent(seller, "machine", Seller.smallOffer());
        Map<String, String> environment = seller.account().environment();

        Run.souk(environment, "node", "offer", "machine", "--cpu", "0.5", "--price-cpu", "0.02")
                .ok();
        assertThat(agent.node().offer().resources().cpuMillis()).isEqualTo(500);
        assertThat(agent.node().offer().tariff().perGigaFuelMicros()).isEqualTo(20_000);
        Run.souk(environment, "node", "drain", "machine").ok();
        assertThat(agent.node().availability()).isEqualTo(AvailabilityName.DRAINING);
        Run.souk(environment, "node", "activate", "machine").ok();
        assertThat(agent.node().availability()).isEqualTo(AvailabilityName.ACTIVE);
        assertThat(Run.souk(environment, "node", "list").ok().out()).contains("machine");
        Run.souk(environment, "node", "stop", "--home", agent.home().toString()).ok();
        assertThat(agent.isAlive()).isFalse();
    }

    @Test
    void wrongUseSaysWhatIsWrongAndEndsWithTwo() {
        Run run = Run.souk(Map.of(), "task", "run");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("MODULE.wasm");
        assertThat(Run.souk(Map.of(), "nonsense").exitCode()).isEqualTo(2);
    }

    @Test
    void marketThatIsNotThereIsSaidInOneSentence() {
        Run run = Run.souk(
                Map.of("SOUK_CLIENT_ID", "x", "SOUK_CLIENT_SECRET", "y"),
                "account",
                "show",
                "--server",
                "http://127.0.0.1:1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("./souk up").doesNotContain("Exception");
    }

    @Test
    void moduleUsesTheSameFuelInEveryRunAndOnEveryJdk() throws IOException {
        Set<Long> fuel = new HashSet<>();
        Set<String> printed = new HashSet<>();
        for (Path jdk : jdks()) {
            for (int i = 0; i < 2; i++) {
                JsonNode run = exec(jdk);
                assertThat(run.path("exitCode").asInt()).isZero();
                fuel.add(run.path("fuel").asLong());
                printed.add(run.path("stdoutSha256").asText());
            }
        }
        assertThat(fuel).hasSize(1).allMatch(units -> units > 0);
        assertThat(printed).hasSize(1);
    }

    /** The one that runs this test, and the newest other one of this machine. */
    private static List<Path> jdks() throws IOException {
        List<Path> found = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path all = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(all)) {
            try (Stream<Path> homes = Files.list(all)) {
                homes.filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                        .filter(home -> isNewer(home))
                        .findFirst()
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static boolean isNewer(Path home) {
        try {
            return Files.readString(home.resolve("release"))
                    .lines()
                    .filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                    .anyMatch(version ->
                            Integer.parseInt(version) > Runtime.version().feature());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode exec(Path jdk) {
        return json(Run.souk(
                        Map.of("JAVA_HOME", jdk.toString()),
                        "lab",
                        "exec",
                        program("loadstats"),
                        "--arg",
                        "/in/nab-aws-6.csv.gz",
                        "--arg",
                        "/out/report.txt",
                        "--dir",
                        Repository.root().resolve("demo/data") + ":/in",
                        "--dir",
                        folder + ":/out",
                        "--json")
                .ok());
    }

    private static String program(String name) {
        return Repository.root().resolve("demo/bin/" + name + ".wasm").toString();
    }

    private static JsonNode json(Run run) {
        return new Reply("command", 200, null, run.out().getBytes(UTF_8)).json();
    }
}
