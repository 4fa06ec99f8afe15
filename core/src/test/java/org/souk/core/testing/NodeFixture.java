package org.souk.core.testing;

import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.node.Availability;
import org.souk.core.node.Burst;
import org.souk.core.node.Hardware;
import org.souk.core.node.Node;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Bytes;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** A node in the making: {@code aNode("n1").of("sam").selling(cores).charging(tariff).enrolled()}. */
public final class NodeFixture {
    /** 0.001 credits for a thousand million fuel, a credit for a GiB hour of RAM, nothing for storage. */
    public static final Tariff TARIFF = new Tariff(Money.ofMicros(1000), Money.parse("1"), Money.ZERO);

    private final String id;
    private String owner = "seller";
    private Resources forSale = new Resources(MilliCpu.ofCores(4), Bytes.ofGibibytes(8), Bytes.ofGibibytes(100));
    private Tariff tariff = TARIFF;
    private boolean yieldToOwner;
    private Availability availability = Availability.ACTIVE;
    private Hardware hardware = machine(4);
    private Terms terms = Terms.NONE;
    private Optional<Burst> burst = Optional.empty();
    private Restrictions restrictions = Restrictions.NONE;

    private NodeFixture(String id) {
        this.id = id;
    }

    public static NodeFixture aNode(String id) {
        return new NodeFixture(id);
    }

    public static Hardware machine(int cores) {
        return new Hardware(
                "Linux 6.1",
                "amd64",
                "Test CPU",
                cores,
                Bytes.ofGibibytes(16),
                Bytes.ofGibibytes(500),
                "17.0.1",
                "0.1.0");
    }

    public NodeFixture of(String account) {
        owner = account;
        return this;
    }

    public NodeFixture on(Hardware machine) {
        hardware = machine;
        return this;
    }

    public NodeFixture selling(Resources resources) {
        forSale = resources;
        return this;
    }

    public NodeFixture charging(Tariff prices) {
        tariff = prices;
        return this;
    }

    public NodeFixture yielding() {
        yieldToOwner = true;
        return this;
    }

    public NodeFixture being(Availability value) {
        availability = value;
        return this;
    }

    /** @param policy in the words of {@link FewWords} */
    public NodeFixture under(String policy) {
        terms = new Terms(Optional.of(policy), terms.attributes(), terms.region(), terms.pool());
        return this;
    }

    public NodeFixture in(String pool) {
        terms = new Terms(terms.policy(), terms.attributes(), terms.region(), Optional.of(pool));
        return this;
    }

    public NodeFixture bursting(Resources resources, int discountPercent) {
        burst = Optional.of(new Burst(resources, discountPercent));
        return this;
    }

    public NodeFixture restricted(Restrictions value) {
        restrictions = value;
        return this;
    }

    public Offer offer() {
        return new Offer(forSale, tariff, yieldToOwner, terms, burst);
    }

    public Node enrolled() {
        return new Node(
                new NodeId(id),
                new AccountId(owner),
                "name-" + id,
                hardware,
                offer(),
                availability,
                TaskFixture.NOON,
                Optional.empty(),
                restrictions,
                0);
    }
}
