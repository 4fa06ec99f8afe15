package org.souk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.souk.agent.home.AgentHome;
import org.souk.agent.home.NodeIdentity;
import org.souk.cli.terminal.Amounts;
import org.souk.client.MarketClient;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.MaintenanceBody;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.NodeList;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.PoolBody;
import org.souk.protocol.rest.PoolList;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TrackRecordBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Selling: the agent on this machine, and the nodes of whoever is signed in. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = NodeCommand.SUMMARY)
final class NodeCommand {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Sell what this machine has to spare.";

    static final String DEFAULT_HOME = ".souk/node";
    private static final int STOP_SECONDS = 15;

    /** Which node: by id or name, else the one of a home folder. */
    static final class Which {
        @Parameters(paramLabel = "NODE", arity = "0..1", description = "Id or name (default: the node of --home).")
        String node;

        @Option(
                names = "--home",
                paramLabel = "DIR",
                defaultValue = DEFAULT_HOME,
                description = "The node's folder (default: ${DEFAULT-VALUE}).")
        Path home;

        NodeBody in(MarketClient market) throws IOException, InterruptedException {
            if (node == null) {
                NodeIdentity identity = AgentHome.at(home)
                        .identity()
                        .orElseThrow(() -> new Failure(
                                home + " is no node; name one ('souk node list' shows yours), or give --home"));
                return market.get("/nodes/" + AccountCommand.encoded(identity.node()), NodeBody.class);
            }
            List<NodeBody> named = market.get("/nodes", NodeList.class).nodes().stream()
                    .filter(candidate ->
                            candidate.id().equals(node) || candidate.name().equals(node))
                    .toList();
            if (named.isEmpty()) {
                throw new Failure("no node '" + node + "'; 'souk node list' shows yours");
            }
            if (named.size() > 1) {
                throw new Failure("several nodes are called '" + node + "'; use the id");
            }
            return named.get(0);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Your nodes; for operators all.")
    int list(@Mixin Market market, @Mixin Printer printer) throws IOException, InterruptedException {
        NodeList nodes = market.client().get("/nodes", NodeList.class);
        printer.print(nodes, () -> {
            if (nodes.nodes().isEmpty()) {
                printer.line("No nodes yet; 'souk node start' makes this machine one.");
                return;
            }
            Printer.Table table =
                    printer.table("NODE", "NAME", "POOL", "STATE", "CORES", "RAM", "STORAGE", "TASKS", "CPU%", "RAM%");
            for (NodeBody node : nodes.nodes()) {
                table.row(
                        node.id(),
                        node.name(),
                        node.offer().pool() == null ? "-" : node.offer().pool(),
                        state(node),
                        Amounts.ofCores(node.offer().resources().cpuMillis()),
                        Amounts.ofBytes(node.offer().resources().ramBytes()),
                        Amounts.ofBytes(node.offer().resources().storageBytes()),
                        Integer.toString(node.attempts()),
                        node.load() == null ? "-" : percent(node.load().cpuPercent()),
                        node.load() == null ? "-" : percent(node.load().ramPercent()));
            }
            table.print();
        });
        return Souk.OK;
    }

    private static String state(NodeBody node) {
        String wish = node.availability().name().toLowerCase(java.util.Locale.ROOT);
        String state = node.quarantine() == null ? wish : wish + ", quarantined";
        return node.connected() ? state : state + ", offline";
    }

    private static String percent(double value) {
        return Long.toString(Math.round(value));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One node.")
    int show(@Mixin Market market, @Mixin Printer printer, @Mixin Which which)
            throws IOException, InterruptedException {
        show(printer, which.in(market.client()));
        return Souk.OK;
    }

    private static void show(Printer printer, NodeBody node) {
        printer.print(node, () -> {
            var offer = node.offer();
            printer.fields(
                    "Node", node.id(),
                    "Name", node.name(),
                    "Owner", node.owner(),
                    "State", state(node),
                    "Quarantine",
                            node.quarantine() == null
                                    ? null
                                    : node.quarantine().reason() + ", since "
                                            + node.quarantine().since(),
                    "Pool", node.offer().pool(),
                    "Region", node.offer().region(),
                    "Attributes", attributes(node.offer()),
                    "Policy", node.offer().policy(),
                    "Last seen", node.lastSeen(),
                    "Machine",
                            node.hardware() == null
                                    ? null
                                    : node.hardware().cpuModel() + ", "
                                            + node.hardware().cores() + " cores, "
                                            + Amounts.ofBytes(node.hardware().ramBytes()) + " RAM, "
                                            + node.hardware().os() + " "
                                            + node.hardware().architecture() + ", Java "
                                            + node.hardware().javaVersion() + ", isolation "
                                            + node.hardware().isolation(),
                    "For sale", resources(offer.resources()),
                    "Prices",
                            Amounts.ofMicros(offer.tariff().perGigaFuelMicros()) + " for 10^9 fuel, "
                                    + Amounts.ofMicros(offer.tariff().perGibHourRamMicros())
                                    + " for a GiB hour of RAM, "
                                    + Amounts.ofMicros(offer.tariff().perGibHourStorageMicros()) + " of storage",
                    "Yields to owner", offer.yieldToOwner() ? "yes" : "no",
                    "Burst", burst(offer),
                    "Reserved", resources(node.reserved()),
                    "Record", record(node.record()),
                    "Surplus until", node.surplusUntil(),
                    "Drained by", node.drainBy(),
                    "Maintenance", maintenance(node),
                    "Tasks", node.attempts(),
                    "Load",
                            node.load() == null
                                    ? null
                                    : "CPU " + percent(node.load().cpuPercent()) + " % (tasks "
                                            + percent(node.load().taskCpuPercent()) + " %), RAM "
                                            + percent(node.load().ramPercent()) + " %");
        });
    }

    private static String resources(ResourcesBody resources) {
        return Amounts.ofCores(resources.cpuMillis()) + " cores, " + Amounts.ofBytes(resources.ramBytes()) + " RAM, "
                + Amounts.ofBytes(resources.storageBytes()) + " storage";
    }

    private static String record(TrackRecordBody record) {
        String reliability = String.format(Locale.ROOT, "%.1f %% reliable", 100 * record.reliability());
        String speed = record.fuelPerSecond() == null
                ? ""
                : String.format(Locale.ROOT, ", %.2f * 10^9 fuel a second", record.fuelPerSecond() / 1e9);
        String start = record.startSeconds() == null
                ? ""
                : String.format(Locale.ROOT, ", starts in %.2f s", record.startSeconds());
        return reliability + speed + start;
    }

    private static String attributes(OfferBody offer) {
        return offer.attributes() == null
                ? null
                : offer.attributes().entrySet().stream()
                        .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String burst(OfferBody offer) {
        return offer.burst() == null
                ? null
                : resources(offer.burst().resources()) + ", " + offer.burst().discountPercent() + " % off";
    }

    private static String maintenance(NodeBody node) {
        return node.maintenance() == null || node.maintenance().isEmpty()
                ? null
                : node.maintenance().stream()
                        .map(window -> window.start() + " to " + window.end()
                                + (Boolean.TRUE.equals(window.weekly()) ? " every week" : ""))
                        .collect(Collectors.joining(", "));
    }

    @Command(
            name = "offer",
            mixinStandardHelpOptions = true,
            description = "Change what a node sells, also while it runs.")
    int offer(
            @Mixin Market market,
            @Mixin Printer printer,
            @Mixin Which which,
            @Mixin OfferOptions offer,
            @Option(
                            names = "--grace",
                            paramLabel = "TIME",
                            converter = Amounts.Time.class,
                            description = "How long tasks may keep what you take away (default: the market's, 60s).")
                    Duration grace)
            throws IOException, InterruptedException {
        if (offer.isEmpty()) {
            throw new Failure(2, "nothing to change; see 'souk node offer --help'");
        }
        MarketClient client = market.client();
        NodeBody node = which.in(client);
        change(
                printer,
                client,
                node,
                new NodeChange(offer.over(node.offer()), null, grace == null ? null : grace.toSeconds(), null, null));
        return Souk.OK;
    }

    @Command(name = "activate", mixinStandardHelpOptions = true, description = "Sell.")
    int activate(@Mixin Market market, @Mixin Printer printer, @Mixin Which which)
            throws IOException, InterruptedException {
        return turn(market, printer, which, AvailabilityName.ACTIVE);
    }

    @Command(name = "deactivate", mixinStandardHelpOptions = true, description = "Sell nothing until further notice.")
    int deactivate(@Mixin Market market, @Mixin Printer printer, @Mixin Which which)
            throws IOException, InterruptedException {
        return turn(market, printer, which, AvailabilityName.INACTIVE);
    }

    @Command(name = "drain", mixinStandardHelpOptions = true, description = "Finish what runs, take nothing new.")
    int drain(
            @Mixin Market market,
            @Mixin Printer printer,
            @Mixin Which which,
            @Option(
                            names = "--by",
                            paramLabel = "TIME",
                            description = "What still runs then goes back to the market: 30m from now, or"
                                    + " 2026-12-31T18:00:00Z (default: all is finished, however long it takes).")
                    String by)
            throws IOException, InterruptedException {
        MarketClient client = market.client();
        Instant deadline = by == null ? null : moment("--by", by);
        change(
                printer,
                client,
                which.in(client),
                new NodeChange(null, AvailabilityName.DRAINING, null, deadline, null));
        return Souk.OK;
    }

    private static Instant moment(String option, String text) {
        try {
            return Amounts.moment(text, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new Failure(2, option + ": " + e.getMessage());
        }
    }

    @Command(
            name = "maintenance",
            mixinStandardHelpOptions = true,
            description = {
                "Say when you need the machine for yourself: nothing starts that would not end before, and what still",
                "runs then goes back to the market. All windows are given at once."
            })
    int maintenance(
            @Mixin Market market,
            @Mixin Printer printer,
            @Mixin Which which,
            @Option(
                            names = "--window",
                            paramLabel = "START/LENGTH",
                            description = "Once: 30m/1h from now, or 2026-12-31T02:00:00Z/90m; may be repeated.")
                    List<String> once,
            @Option(names = "--weekly", paramLabel = "START/LENGTH", description = "Every week from then on.")
                    List<String> weekly,
            @Option(names = "--none", description = "No windows any more.") boolean none)
            throws IOException, InterruptedException {
        List<MaintenanceBody> windows = new ArrayList<>();
        (once == null ? List.<String>of() : once).forEach(text -> windows.add(window("--window", text, false)));
        (weekly == null ? List.<String>of() : weekly).forEach(text -> windows.add(window("--weekly", text, true)));
        if (windows.isEmpty() != none) {
            throw new Failure(2, "give windows by --window and --weekly, or --none");
        }
        MarketClient client = market.client();
        change(printer, client, which.in(client), new NodeChange(null, null, null, null, windows));
        return Souk.OK;
    }

    private static MaintenanceBody window(String option, String text, boolean weekly) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new Failure(2, option + ": '" + text + "' is not START/LENGTH, such as 30m/1h");
        }
        Instant start = moment(option, text.substring(0, slash));
        try {
            return new MaintenanceBody(start, start.plus(Amounts.duration(text.substring(slash + 1))), weekly);
        } catch (IllegalArgumentException e) {
            throw new Failure(2, option + ": " + e.getMessage());
        }
    }

    @Command(name = "release", mixinStandardHelpOptions = true, description = "End a node's quarantine (operators).")
    int release(@Mixin Market market, @Mixin Printer printer, @Mixin Which which)
            throws IOException, InterruptedException {
        MarketClient client = market.client();
        NodeBody node = which.in(client);
        show(
                printer,
                client.post(
                        "/nodes/" + AccountCommand.encoded(node.id()) + "/release",
                        java.util.Map.of(),
                        NodeBody.class));
        return Souk.OK;
    }

    @Command(
            name = "pools",
            mixinStandardHelpOptions = true,
            description = "The pools of the market and what their selling nodes have together.")
    int pools(@Mixin Market market, @Mixin Printer printer) throws IOException, InterruptedException {
        PoolList pools = market.client().get("/pools", PoolList.class);
        printer.print(pools, () -> {
            if (pools.pools().isEmpty()) {
                printer.line("No pools; 'souk node offer --pool NAME' puts a node into one.");
                return;
            }
            Printer.Table table = printer.table("POOL", "NODES", "SELLING", "CORES", "RAM", "STORAGE", "RESERVED");
            for (PoolBody pool : pools.pools()) {
                table.row(
                        pool.name(),
                        Integer.toString(pool.nodes()),
                        Integer.toString(pool.selling()),
                        Amounts.ofCores(pool.forSale().cpuMillis()),
                        Amounts.ofBytes(pool.forSale().ramBytes()),
                        Amounts.ofBytes(pool.forSale().storageBytes()),
                        resources(pool.reserved()));
            }
            table.print();
        });
        return Souk.OK;
    }

    private static int turn(Market market, Printer printer, Which which, AvailabilityName availability)
            throws IOException, InterruptedException {
        MarketClient client = market.client();
        change(printer, client, which.in(client), new NodeChange(null, availability));
        return Souk.OK;
    }

    private static void change(Printer printer, MarketClient client, NodeBody node, NodeChange change)
            throws IOException, InterruptedException {
        show(printer, client.patch("/nodes/" + AccountCommand.encoded(node.id()), change, NodeBody.class));
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stop the agent on this machine; tasks that run are given back to the market.")
    int stop(
            @Mixin Printer printer,
            @Option(
                            names = "--home",
                            paramLabel = "DIR",
                            defaultValue = DEFAULT_HOME,
                            description = "The node's folder (default: ${DEFAULT-VALUE}).")
                    Path home)
            throws IOException, InterruptedException {
        ProcessHandle agent =
                AgentHome.at(home).runningAgent().orElseThrow(() -> new Failure("no agent runs on " + home));
        CompletableFuture<ProcessHandle> exit = agent.onExit();
        agent.destroy();
        try {
            exit.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure("the agent, process " + agent.pid() + ", did not stop in " + STOP_SECONDS + " s");
        }
        printer.print(new Stopped(agent.pid()), () -> printer.line("The agent has stopped."));
        return Souk.OK;
    }

    record Stopped(long pid) {}
}
