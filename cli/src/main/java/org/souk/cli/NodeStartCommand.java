package org.souk.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.souk.agent.Agent;
import org.souk.agent.AgentLog;
import org.souk.agent.AgentOptions;
import org.souk.agent.Enrolment;
import org.souk.agent.home.AgentHome;
import org.souk.agent.home.NodeIdentity;
import org.souk.agent.load.Machine;
import org.souk.agent.transfer.TransferAddress;
import org.souk.cli.terminal.Amounts;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TariffBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Runs the agent; the first time it enrols the machine. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            NodeStartCommand.SUMMARY,
            "What you say about the offer holds from now on; what you do not say stays as it was."
        })
final class NodeStartCommand implements Callable<Integer> {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Run the agent: this machine becomes a node of yours and sells what it has to spare.";

    private static final long GIB = 1L << 30;

    @Mixin
    Market market;

    @Mixin
    OfferOptions offer;

    @Option(
            names = "--name",
            description = "The node's name (default: this machine's name). Only the first start takes it.")
    String name;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = NodeCommand.DEFAULT_HOME,
            description = "The node's folder (default: ${DEFAULT-VALUE}).")
    Path folder;

    @Option(names = "--background", description = "Return when the node is connected; 'souk node stop' ends it.")
    boolean background;

    @Option(names = "--inactive", description = "Connect, but sell nothing yet.")
    boolean inactive;

    @Option(names = "--active", description = "Sell, also if the node was drained or deactivated before.")
    boolean active;

    @Option(
            names = "--cache",
            paramLabel = "SIZE",
            converter = Amounts.Size.class,
            description = "Disk for modules and inputs that may be needed again (default: 2G).")
    Long cacheBytes;

    @Option(
            names = "--transfer-address",
            paramLabel = "HOST:PORT",
            converter = TransferAddressConverter.class,
            description = "Where other nodes can reach this machine to send it tasks that move while they run (default:"
                    + " they come through the market).")
    TransferAddress transferAddress;

    /** So that a wrong one is told as any wrong option. */
    static final class TransferAddressConverter implements ITypeConverter<TransferAddress> {
        @Override
        public TransferAddress convert(String text) {
            try {
                return TransferAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgentHome home = AgentHome.at(folder);
        if (active && inactive) {
            throw new Failure(2, "--active and --inactive contradict each other");
        }
        if (background) {
            try (AgentHome.Lock lock = home.lock()) {
                enrolled(lock);
            }
            return new BackgroundAgent(home, market.command.commandLine()).start();
        }
        try (AgentHome.Lock lock = home.lock()) {
            NodeIdentity identity = enrolled(lock);
            AgentLog.to(home.log());
            run(new Agent(home, identity, options(identity)));
            return Souk.OK;
        }
    }

    private AgentOptions options(NodeIdentity identity) {
        Optional<OfferBody> wanted = offer.isEmpty() ? Optional.empty() : Optional.of(offer.over(identity.offer()));
        Optional<AvailabilityName> availability = active
                ? Optional.of(AvailabilityName.ACTIVE)
                : inactive ? Optional.of(AvailabilityName.INACTIVE) : Optional.empty();
        return new AgentOptions(
                folder,
                wanted,
                availability,
                cacheBytes == null ? AgentOptions.DEFAULT_CACHE_BYTES : cacheBytes,
                Optional.ofNullable(transferAddress));
    }

    private static void run(Agent agent) throws IOException, InterruptedException {
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                agent.stop();
                                // The lock is given up and the log closed by the main thread.
                                main.join(1000);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
        agent.run();
    }

    /** @param lock held, so that two agents do not enrol one home */
    private NodeIdentity enrolled(AgentHome.Lock lock) throws IOException, InterruptedException {
        AgentHome home = lock.home();
        Optional<NodeIdentity> known = home.identity();
        if (known.isPresent()) {
            return moved(home, known.get());
        }
        MarketAddress address = market.address();
        MarketClient seller = new MarketClient(address.server(), market.credentials());
        OfferBody wanted = offer.over(
                standard(new Machine(), Files.getFileStore(home.folder()).getUsableSpace()));
        NodeIdentity identity = new Enrolment(seller, address).enrol(home, name == null ? machineName() : name, wanted);
        market.command
                .commandLine()
                .getErr()
                .println("souk: enrolled node " + identity.name() + " as " + identity.node());
        return identity;
    }

    /** What a new node sells when its owner does not say: all cores, half the RAM, and way to the owner. */
    private static OfferBody standard(Machine machine, long freeDiskBytes) {
        return new OfferBody(
                new ResourcesBody(
                        machine.cores() * 1000, machine.ramBytes() / 2, Math.min(10 * GIB, freeDiskBytes / 4)),
                new TariffBody(1_000, 2_000, 100),
                true);
    }

    /** A market may move to another address; its nodes stay the same. */
    private NodeIdentity moved(AgentHome home, NodeIdentity identity) throws IOException {
        if (name != null && !name.equals(identity.name())) {
            throw new Failure("this home is the node '" + identity.name() + "'; use another --home for '" + name + "'");
        }
        if (market.server == null && market.webSocket == null) {
            return identity;
        }
        MarketAddress address = MarketAddress.of(
                market.server == null ? identity.server() : market.server,
                market.webSocket == null && market.server == null ? identity.webSocket() : market.webSocket);
        NodeIdentity there =
                identity.at(address.server().toString(), address.webSocket().toString());
        if (!there.equals(identity)) {
            home.save(there);
        }
        return there;
    }

    private static String machineName() {
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            return host.matches("[A-Za-z0-9].*") ? host.substring(0, Math.min(63, host.length())) : "node";
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
