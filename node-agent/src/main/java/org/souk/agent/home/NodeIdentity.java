package org.souk.agent.home;

import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.OfferBody;

/**
 * What an enrolled node knows of itself.
 *
 * @param server base URL of the market
 * @param webSocket base URL of the market's WebSocket listener
 * @param node id
 * @param offer as last agreed with the market
 * @param availability likewise
 */
public record NodeIdentity(
        String server,
        String webSocket,
        String node,
        String name,
        String clientId,
        String clientSecret,
        OfferBody offer,
        AvailabilityName availability) {

    /** The same node with what its owner now sells. */
    public NodeIdentity selling(OfferBody newOffer, AvailabilityName newAvailability) {
        return new NodeIdentity(
                server,
                webSocket,
                node,
                name,
                clientId,
                clientSecret,
                newOffer == null ? offer : newOffer,
                newAvailability == null ? availability : newAvailability);
    }

    /** The same node at another address of its market. */
    public NodeIdentity at(String newServer, String newWebSocket) {
        return new NodeIdentity(newServer, newWebSocket, node, name, clientId, clientSecret, offer, availability);
    }

    /** Without the secret, so that it never reaches a log. */
    @Override
    public String toString() {
        return "NodeIdentity[" + node + " '" + name + "' at " + server + "]";
    }
}
