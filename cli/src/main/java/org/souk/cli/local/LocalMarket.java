package org.souk.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.souk.agent.Enrolment;
import org.souk.agent.home.AgentHome;
import org.souk.agent.home.NodeIdentity;
import org.souk.client.Credentials;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.AccountOpened;
import org.souk.protocol.rest.AccountRequest;
import org.souk.protocol.rest.DepositRequest;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeList;
import org.souk.protocol.rest.OfferBody;

/** A started control plane, and what one does with it as its operator. Everything that it starts ends with its {@link Teardown}. */
public final class LocalMarket {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 100;

    private final SoukScript souk;
    private final Path home;
    private final ControlPlane controlPlane;
    private final Teardown teardown;
    private final Duration readyAfter;
    private final MarketClient operator;
    private final Map<String, AgentProcess> agents = new LinkedHashMap<>();

    private LocalMarket(SoukScript souk, Path home, ControlPlane controlPlane, Teardown teardown, Duration readyAfter)
            throws LocalFailure {
        this.souk = souk;
        this.home = home;
        this.controlPlane = controlPlane;
        this.teardown = teardown;
        this.readyAfter = readyAfter;
        this.operator = client(controlPlane.operator());
    }

    /**
     * Starts a control plane.
     *
     * @param home its folder, and that of the agents' homes
     * @param settings further {@code souk.*} keys
     */
    public static LocalMarket start(
            SoukScript souk, Path home, Ports ports, Map<String, String> settings, Teardown teardown)
            throws IOException, InterruptedException {
        ControlPlane controlPlane = teardown.add(new ControlPlane(souk, home, ports));
        Duration readyAfter = controlPlane.start(settings);
        return new LocalMarket(souk, home, controlPlane, teardown, readyAfter);
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /** From the command to the answer that it is ready. */
    public Duration readyAfter() {
        return readyAfter;
    }

    public MarketClient operator() {
        return operator;
    }

    /** An account and a client that acts for it. */
    public record Member(AccountBody account, MarketClient client) {}

    /** Opens an account with one role and, for more than nothing, money. */
    public Member open(String name, String role, long depositMicros) throws IOException, InterruptedException {
        AccountOpened opened = operator.post("/accounts", new AccountRequest(name, List.of(role)), AccountOpened.class);
        AccountBody account = opened.account();
        if (depositMicros > 0) {
            account = operator.post(
                    "/accounts/" + account.id() + "/deposits", new DepositRequest(depositMicros), AccountBody.class);
        }
        return new Member(account, client(new Credentials(opened.clientId(), opened.clientSecret())));
    }

    private MarketClient client(Credentials credentials) {
        return new MarketClient(controlPlane.server(), credentials);
    }

    /** Enrols a node of the seller's and starts its agent. */
    public AgentProcess startNode(Member seller, String name, OfferBody offer)
            throws IOException, InterruptedException {
        return startNode(seller, name, offer, controlPlane.address());
    }

    /** As above, for an agent that reaches the market at another address, such as a proxy's. */
    public AgentProcess startNode(Member seller, String name, OfferBody offer, MarketAddress address)
            throws IOException, InterruptedException {
        AgentHome agentHome = agentHome(name);
        NodeIdentity identity = new Enrolment(seller.client(), address).enrol(agentHome, name, offer);
        AgentProcess agent = teardown.add(new AgentProcess(souk, agentHome));
        agent.start();
        agents.put(identity.node(), agent);
        return agent;
    }

    /** Of a node that was started, or will be. */
    public AgentHome agentHome(String name) {
        return AgentHome.at(home.resolve("nodes").resolve(name));
    }

    /**
     * Waits until the agents of all started nodes are connected.
     *
     * @throws LocalFailure when one ends or is not connected in time
     */
    public List<NodeBody> awaitNodes() throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            List<NodeBody> connected =
                    new ArrayList<>(operator.get("/nodes", NodeList.class).nodes());
            connected.removeIf(node -> !node.connected());
            Set<String> missing = new HashSet<>(agents.keySet());
            connected.forEach(node -> missing.remove(node.id()));
            if (missing.isEmpty()) {
                return connected;
            }
            for (String node : missing) {
                AgentProcess agent = agents.get(node);
                if (!agent.isAlive()) {
                    throw new LocalFailure("an agent has ended; its log is " + agent.log());
                }
                if (System.nanoTime() - began > CONNECT_LIMIT.toNanos()) {
                    throw new LocalFailure("an agent did not connect within " + CONNECT_LIMIT.toSeconds()
                            + " s; its log is " + agent.log());
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
