package org.souk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.souk.agent.home.AgentHome;
import org.souk.agent.home.NodeIdentity;
import org.souk.agent.market.MarketClient;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.NodeList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Selling: the agent on this machine, and the nodes of whoever is signed in. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Sell what this machine has to spare.",
        subcommands = NodeStartCommand.class)
final class NodeCommand {
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
                    printer.table("NODE", "NAME", "STATE", "CORES", "RAM", "STORAGE", "TASKS", "CPU%", "RAM%");
            for (NodeBody node : nodes.nodes()) {
                table.row(
                        node.id(),
                        node.name(),
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
        return node.connected() ? wish : wish + ", offline";
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
                    "Last seen", node.lastSeen(),
                    "Machine",
                            node.hardware() == null
                                    ? null
                                    : node.hardware().cpuModel() + ", "
                                            + node.hardware().cores() + " cores, "
                                            + Amounts.ofBytes(node.hardware().ramBytes()) + " RAM, "
                                            + node.hardware().os() + " "
                                            + node.hardware().architecture() + ", Java "
                                            + node.hardware().javaVersion(),
                    "For sale",
                            Amounts.ofCores(offer.resources().cpuMillis()) + " cores, "
                                    + Amounts.ofBytes(offer.resources().ramBytes()) + " RAM, "
                                    + Amounts.ofBytes(offer.resources().storageBytes()) + " storage",
                    "Prices",
                            Amounts.ofMicros(offer.tariff().perGigaFuelMicros()) + " for 10^9 fuel, "
                                    + Amounts.ofMicros(offer.tariff().perGibHourRamMicros())
                                    + " for a GiB hour of RAM, "
                                    + Amounts.ofMicros(offer.tariff().perGibHourStorageMicros()) + " of storage",
                    "Yields to owner", offer.yieldToOwner() ? "yes" : "no",
                    "Tasks", node.attempts(),
                    "Load",
                            node.load() == null
                                    ? null
                                    : "CPU " + percent(node.load().cpuPercent()) + " % (tasks "
                                            + percent(node.load().taskCpuPercent()) + " %), RAM "
                                            + percent(node.load().ramPercent()) + " %");
        });
    }

    @Command(
            name = "offer",
            mixinStandardHelpOptions = true,
            description = "Change what a node sells, also while it runs.")
    int offer(@Mixin Market market, @Mixin Printer printer, @Mixin Which which, @Mixin OfferOptions offer)
            throws IOException, InterruptedException {
        if (offer.isEmpty()) {
            throw new Failure(2, "nothing to change; see 'souk node offer --help'");
        }
        MarketClient client = market.client();
        NodeBody node = which.in(client);
        change(printer, client, node, new NodeChange(offer.over(node.offer()), null));
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
    int drain(@Mixin Market market, @Mixin Printer printer, @Mixin Which which)
            throws IOException, InterruptedException {
        return turn(market, printer, which, AvailabilityName.DRAINING);
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
