package org.souk.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.souk.cli.local.LocalMarket;
import org.souk.cli.local.LocalMarket.Member;
import org.souk.cli.local.SoukScript;
import org.souk.cli.terminal.Amounts;
import org.souk.client.MarketClient;
import org.souk.client.content.Contents;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.LedgerBody;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TariffBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;

/** What happens in the demo's market: a buyer, a seller with two nodes, and tasks. */
final class DemoRun {
    private static final long MIB = 1L << 20;
    private static final long DEPOSIT_MICROS = 10_000_000;
    private static final long MAX_PRICE_MICROS = 50_000;
    private static final long WALL_LIMIT_SECONDS = 600;

    private static final ResourcesBody TASK = new ResourcesBody(1000, 128 * MIB, 16 * MIB);

    /** Few enough that nine tasks need both nodes. */
    private static final int MOST_CORES = 2;

    private final SoukScript souk;
    private final LocalMarket market;
    private final DemoHome home;
    private final Screen screen;

    DemoRun(SoukScript souk, LocalMarket market, DemoHome home, Screen screen) {
        this.souk = souk;
        this.market = market;
        this.home = home;
        this.screen = screen;
    }

    /**
     * What came of it.
     *
     * @param tasks in the order of their submission, all of them ended
     * @param nodes names by id
     * @param deposited by the buyer, in micro-credits
     */
    record Story(DemoReport report, List<TaskBody> tasks, Map<String, String> nodes, long deposited) {}

    Story tell() throws IOException, InterruptedException {
        Member buyer = market.open("buyer", "buyer", DEPOSIT_MICROS);
        Member seller = market.open("seller", "seller", 0);
        screen.line("opened a buyer's account with " + Amounts.ofMicros(DEPOSIT_MICROS) + " credits and a seller's");
        Map<String, String> nodes = startNodes(seller);
        List<String> ids = submit(buyer.client());
        List<TaskBody> tasks = new TaskWatch(buyer.client(), nodes, screen).untilEnded(ids);
        List<DemoReport.Output> outputs = save(tasks, buyer.client());
        return new Story(report(tasks, nodes, outputs, seller), tasks, nodes, DEPOSIT_MICROS);
    }

    /** One is dearer than the other. Neither yields to its owner's load: this machine's is that of the demo itself. */
    private Map<String, String> startNodes(Member seller) throws IOException, InterruptedException {
        int cores = Math.max(1, Math.min(MOST_CORES, Runtime.getRuntime().availableProcessors() / 2));
        ResourcesBody room = new ResourcesBody(1000 * cores, 256 * MIB * cores, 1024 * MIB);
        market.startNode(seller, "laptop", new OfferBody(room, new TariffBody(2_000, 5_000, 100), false));
        market.startNode(seller, "mini-server", new OfferBody(room, new TariffBody(1_500, 4_000, 100), false));
        Map<String, String> names = new LinkedHashMap<>();
        for (NodeBody node : market.awaitNodes()) {
            names.put(node.id(), node.name());
        }
        screen.line("two nodes sell " + Amounts.ofCores(1000 * cores) + (cores == 1 ? " core" : " cores")
                + " each: laptop and mini-server (both are this machine, so they do not yield to its owner's load)");
        return names;
    }

    private List<String> submit(MarketClient buyer) throws IOException, InterruptedException {
        List<DemoTask> tasks = DemoTask.all();
        List<String> ids = new ArrayList<>();
        try (Contents contents = new Contents(buyer)) {
            String input = contents.upload(souk.file("demo/data/" + DemoTask.INPUT));
            Map<String, String> modules = new HashMap<>();
            for (DemoTask task : tasks) {
                if (!modules.containsKey(task.program())) {
                    modules.put(task.program(), contents.upload(souk.file("demo/bin/" + task.program() + ".wasm")));
                }
            }
            screen.line("uploaded " + modules.size() + " programs and the load of six machines, " + DemoTask.INPUT);
            for (DemoTask task : tasks) {
                Map<String, String> key =
                        Map.of("Idempotency-Key", UUID.randomUUID().toString());
                TaskRequest request = request(task, modules.get(task.program()), input);
                ids.add(buyer.post("/tasks", request, key, TaskBody.class).id());
            }
        }
        screen.line("submitted " + ids.size() + " tasks, each for at most " + Amounts.ofMicros(MAX_PRICE_MICROS)
                + " credits");
        return ids;
    }

    private static TaskRequest request(DemoTask task, String module, String input) {
        return new TaskRequest(
                task.name(),
                module,
                task.arguments(),
                null,
                null,
                List.of(new FileBody(DemoTask.inputPath(), input)),
                List.of(task.outputPath()),
                TASK,
                null,
                null,
                MAX_PRICE_MICROS,
                WALL_LIMIT_SECONDS,
                null);
    }

    private List<DemoReport.Output> save(List<TaskBody> tasks, MarketClient buyer)
            throws IOException, InterruptedException {
        List<DemoReport.Output> saved = new ArrayList<>();
        try (Contents contents = new Contents(buyer)) {
            for (TaskBody task : tasks) {
                if (task.state() == StateName.COMPLETED) {
                    List<OutputBody> outputs = task.ending().outputs();
                    List<Path> files = contents.save(outputs, home.results());
                    for (int i = 0; i < outputs.size(); i++) {
                        saved.add(new DemoReport.Output(
                                task.id(), outputs.get(i).cid(), files.get(i).toString(), sha256(files.get(i))));
                    }
                }
            }
        }
        return saved;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private DemoReport report(
            List<TaskBody> tasks, Map<String, String> nodes, List<DemoReport.Output> outputs, Member seller)
            throws IOException, InterruptedException {
        Bill bill = Bill.of(tasks);
        LedgerBody ledger = market.operator().get("/ledger", LedgerBody.class);
        bill.check(
                ledger, seller.client().get("/accounts/me", AccountBody.class).availableMicros());
        int completed = (int) tasks.stream()
                .filter(task -> task.state() == StateName.COMPLETED)
                .count();
        return new DemoReport(
                nodes.size(),
                tasks.size(),
                completed,
                outputs,
                tasks.stream().mapToLong(TaskBody::fuel).sum(),
                bill.charged(),
                bill.paid(),
                bill.fee(),
                ledger.sumMicros(),
                market.readyAfter().toMillis() / 1000.0,
                0);
    }
}
