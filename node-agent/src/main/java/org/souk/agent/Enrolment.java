package org.souk.agent;

import java.io.IOException;
import org.souk.agent.home.AgentHome;
import org.souk.agent.home.NodeIdentity;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.protocol.rest.EnrolRequest;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.OfferBody;

/** Makes a machine a node of a seller's. */
public final class Enrolment {
    private final MarketClient seller;
    private final MarketAddress address;

    /** @param seller a client with the seller's credentials */
    public Enrolment(MarketClient seller, MarketAddress address) {
        this.seller = seller;
        this.address = address;
    }

    /**
     * Enrols the machine and keeps its identity in the home.
     *
     * @param name unique among the seller's nodes
     */
    public NodeIdentity enrol(AgentHome home, String name, OfferBody offer) throws IOException, InterruptedException {
        EnrolResponse response = seller.post("/nodes", new EnrolRequest(name, offer), EnrolResponse.class);
        NodeIdentity identity = new NodeIdentity(
                address.server().toString(),
                address.webSocket().toString(),
                response.node().id(),
                response.node().name(),
                response.clientId(),
                response.clientSecret(),
                response.node().offer(),
                response.node().availability());
        home.save(identity);
        return identity;
    }
}
