package org.souk.it.harness;

import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.EnrolRequest;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.NodeList;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TariffBody;

/** Somebody with machines. */
public record Seller(Account account) {
    /** Sold at these prices unless a test says otherwise: primes, so that sums tell what they are made of. */
    public static final TariffBody PRICES = new TariffBody(10_007, 20_011, 503);

    public Api api() {
        return account.api();
    }

    /** An offer of so much at the usual prices, whatever the machine's owner does. */
    public static OfferBody offer(int cpuMillis, long ramBytes, long storageBytes) {
        return new OfferBody(new ResourcesBody(cpuMillis, ramBytes, storageBytes), PRICES, false);
    }

    /** An offer for a few small tasks. */
    public static OfferBody smallOffer() {
        return offer(1000, 512 * TaskOrder.MIB, 256 * TaskOrder.MIB);
    }

    public EnrolResponse enrol(String name, OfferBody offer) {
        return api().post("/nodes", new EnrolRequest(name, offer)).expect(201).as(EnrolResponse.class);
    }

    public NodeBody node(String id) {
        return api().get("/nodes/" + id).as(NodeBody.class);
    }

    public NodeBody nodeNamed(String name) {
        return api().get("/nodes").as(NodeList.class).nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(account.name() + " has no node " + name));
    }

    public NodeBody change(String node, OfferBody offer, AvailabilityName availability) {
        return api().patch("/nodes/" + node, new NodeChange(offer, availability))
                .as(NodeBody.class);
    }

    public void turn(String node, AvailabilityName availability) {
        change(node, null, availability);
    }
}
