package org.souk.core.scheduling;

import org.souk.core.node.Offer;
import org.souk.core.units.Resources;

/** A node while a plan is made: what is left of it shrinks with every assignment. */
public final class Candidate {
    private static final double WHOLE = 100.0;

    private final NodeSnapshot node;
    private final Resources sellable;
    private Resources reserved;

    Candidate(NodeSnapshot node) {
        this.node = node;
        this.reserved = node.reserved();
        this.sellable = sellable(node);
    }

    public NodeSnapshot node() {
        return node;
    }

    /** What the owner sells and nobody has reserved. */
    public Resources free() {
        return node.offer().forSale().less(reserved);
    }

    /** As {@link #free()}, less what the owner's own work is forecast to need. */
    public Resources freeBesideOwner() {
        return sellable.less(reserved);
    }

    void reserve(Resources taken) {
        reserved = reserved.plus(taken);
    }

    private static Resources sellable(NodeSnapshot node) {
        Offer offer = node.offer();
        if (!offer.yieldToOwner() || !node.hardware().isKnown()) {
            return offer.forSale();
        }
        double cpuLeft = 1 - node.forecast().upperCpuPercent() / WHOLE;
        double ramLeft = 1 - node.forecast().upperRamPercent() / WHOLE;
        return Resources.of(
                (int) Math.min(
                        offer.forSale().cpu().value(),
                        Math.max(0, cpuLeft) * node.hardware().cores() * 1000.0),
                (long) Math.min(
                        offer.forSale().ram().count(),
                        Math.max(0, ramLeft) * node.hardware().ram().count()),
                offer.forSale().storage().count());
    }
}
