package org.souk.core.scheduling;

import org.souk.core.forecast.LoadForecast;
import org.souk.core.node.Hardware;
import org.souk.core.node.Offer;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Resources;

/**
 * What a node sells and what of it is taken, by kind, CPU, RAM and storage alike.
 *
 * <p>There are two kinds. <em>Reserved</em> capacity is {@code offer.forSale}; every task may have it, at the offer's
 * tariff. <em>Burst</em> capacity is {@code offer.burst.resources}, beyond the first; only a task with {@code
 * placement.burst} may have it, at {@code offer.tariff(true)}. An attempt is of one kind from its assignment to its end
 * and counts only there. A planner therefore looks at a node with a burst offer as at two places to put a task, the
 * burst one only for tasks that are willing.
 *
 * <p>Both kinds share the machine: when the owner is yielded to, what starts must leave the {@link #room} that the owner's
 * load may need, and what is there already the {@link #stay} that the owner is expected to need. The one is more than the
 * other, so that nobody has to go because a forecast has become a little less sure. Burst attempts are the first to give
 * way: to the owner (done by {@code OwnerReclaim}), and to a reserved attempt that {@link #fits} but for them (done by {@code
 * Eviction}).
 *
 * @param onSale of each kind, by the offer
 * @param taken of each kind; may exceed what is for sale for a time after an offer was lowered
 * @param room for all attempts together when another one starts, beside the most that the owner's load will probably be;
 *     boundless when the owner is not yielded to
 * @param stay for those that are there already, beside the load that the owner is expected to have, and the most RAM; likewise
 */
public record Capacity(Kinds onSale, Kinds taken, Resources room, Resources stay) {
    /** So much of the reserved and so much of the burst kind. */
    public record Kinds(Resources reserved, Resources burst) {
        public Resources of(boolean asBurst) {
            return asBurst ? burst : reserved;
        }

        /** Of both together. */
        public Resources sum() {
            return reserved.plus(burst);
        }

        private Kinds plus(Resources more, boolean asBurst) {
            return asBurst ? new Kinds(reserved, burst.plus(more)) : new Kinds(reserved.plus(more), burst);
        }

        private Kinds less(Resources part, boolean asBurst) {
            return asBurst ? new Kinds(reserved, burst.less(part)) : new Kinds(reserved.less(part), burst);
        }
    }

    private static final double WHOLE = 100.0;
    private static final Resources BOUNDLESS = Resources.of(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    public static Capacity of(
            Offer offer, Hardware hardware, LoadForecast forecast, Resources reserved, Resources burst) {
        return new Capacity(
                new Kinds(offer.forSale(), offer.burstForSale()),
                new Kinds(reserved, burst),
                room(offer, hardware, forecast),
                beside(offer, hardware, forecast.cpuPercent(), forecast.upperRamPercent()));
    }

    /** What starts must fit into, together with all that is there. */
    static Resources room(Offer offer, Hardware hardware, LoadForecast forecast) {
        return beside(offer, hardware, forecast.upperCpuPercent(), forecast.upperRamPercent());
    }

    private static Resources beside(Offer offer, Hardware hardware, double cpuPercent, double ramPercent) {
        if (!offer.yieldToOwner() || !hardware.isKnown()) {
            return BOUNDLESS;
        }
        double cpuLeft = Math.max(0, 1 - cpuPercent / WHOLE);
        double ramLeft = Math.max(0, 1 - ramPercent / WHOLE);
        return Resources.of(
                (int) (cpuLeft * hardware.cores() * MilliCpu.PER_CORE),
                (long) (ramLeft * hardware.ram().count()),
                BOUNDLESS.storage().count());
    }

    /** The same beside another load of the owner's. */
    public Capacity beside(Resources otherRoom) {
        return otherRoom.equals(room) ? this : new Capacity(onSale, taken, otherRoom, stay);
    }

    /** What is for sale of the reserved kind. */
    public Resources forSale() {
        return onSale.reserved();
    }

    /** What is for sale of the burst kind. */
    public Resources burstForSale() {
        return onSale.burst();
    }

    /** What reserved attempts have. */
    public Resources reserved() {
        return taken.reserved();
    }

    /** What burst attempts have. */
    public Resources burst() {
        return taken.burst();
    }

    /** What is for sale of a kind and not taken. */
    public Resources free(boolean asBurst) {
        return onSale.of(asBurst).less(taken.of(asBurst));
    }

    /** As {@link #free}, and no more than the owner's forecast load leaves. */
    public Resources freeBesideOwner(boolean asBurst) {
        return free(asBurst).min(room.less(taken.sum()));
    }

    /** True when as much is for sale of that kind, not taken, and the owner has no need of it. */
    public boolean fits(Resources request, boolean asBurst) {
        return request.fitsIn(freeBesideOwner(asBurst));
    }

    /** This capacity once an attempt has taken its part. */
    public Capacity taking(Resources more, boolean asBurst) {
        return new Capacity(onSale, taken.plus(more, asBurst), room, stay);
    }

    /** This capacity once an attempt has given its part back. */
    public Capacity releasing(Resources given, boolean asBurst) {
        return new Capacity(onSale, taken.less(given, asBurst), room, stay);
    }

    /** True when more is taken of a kind than is for sale: an offer was lowered. */
    public boolean isOversold(boolean asBurst) {
        return !taken.of(asBurst).fitsIn(onSale.of(asBurst));
    }

    /** True when burst attempts use what the owner, or a reserved attempt, needs. */
    public boolean burstIsInTheWay() {
        return !burst().equals(Resources.NONE) && isCrowded();
    }

    /** True when all attempts together use what the owner is expected to need. */
    public boolean isCrowded() {
        return !taken.sum().fitsIn(stay);
    }
}
