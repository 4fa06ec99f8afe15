package org.souk.core.node;

import java.util.Optional;
import org.souk.core.common.InvalidRequest;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Bytes;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Resources;

/**
 * What an owner sells of a node.
 *
 * @param forSale the most that all tasks together may reserve
 * @param yieldToOwner when true, no more CPU and RAM is sold than the machine's own forecast load leaves free
 * @param terms to whom and on which terms it is sold
 * @param burst what is sold beyond that, cheaper and only for as long as nobody else needs it
 */
public record Offer(Resources forSale, Tariff tariff, boolean yieldToOwner, Terms terms, Optional<Burst> burst) {
    public Offer {
        burst.ifPresent(b -> checkSum(forSale, b.resources()));
    }

    /** An offer without burst capacity. */
    public Offer(Resources forSale, Tariff tariff, boolean yieldToOwner, Terms terms) {
        this(forSale, tariff, yieldToOwner, terms, Optional.empty());
    }

    /** What all burst attempts together may reserve. */
    public Resources burstForSale() {
        return burst.map(Burst::resources).orElse(Resources.NONE);
    }

    /** What an attempt pays, by the kind of its capacity. */
    public Tariff tariff(boolean asBurst) {
        return asBurst ? burst.map(b -> b.discounted(tariff)).orElse(tariff) : tariff;
    }

    /** True when less of anything is for sale than in another offer, of either kind. */
    public boolean sellsLessThan(Offer other) {
        return !other.forSale.fitsIn(forSale) || !other.burstForSale().fitsIn(burstForSale());
    }

    /**
     * @throws InvalidRequest when more is offered than the machine has
     */
    public void checkAgainst(Hardware hardware) {
        if (!hardware.isKnown()) {
            return;
        }
        MilliCpu cores = MilliCpu.ofCores(hardware.cores());
        Resources all = forSale.plus(burstForSale());
        refuseWhen(all.cpu().compareTo(cores) > 0, "cpuMillis", "the machine has " + cores);
        refuseWhen(all.ram().compareTo(hardware.ram()) > 0, "ramBytes", "the machine has " + hardware.ram());
        Bytes disk = hardware.disk();
        refuseWhen(all.storage().compareTo(disk) > 0, "storageBytes", "the machine's disk has " + disk);
    }

    /** Sums are computed wherever capacity is counted, so they must fit their units. */
    private static void checkSum(Resources forSale, Resources burst) {
        boolean fits = (long) forSale.cpu().value() + burst.cpu().value() <= Integer.MAX_VALUE
                && forSale.ram().count() <= Long.MAX_VALUE - burst.ram().count()
                && forSale.storage().count() <= Long.MAX_VALUE - burst.storage().count();
        if (!fits) {
            throw new InvalidRequest("offer.burst.resources", "are, with what is for sale, more than any machine has");
        }
    }

    private static void refuseWhen(boolean tooMuch, String part, String has) {
        if (tooMuch) {
            throw new InvalidRequest("offer." + part, "offers more than there is: " + has);
        }
    }
}
