package org.souk.core.ledger;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.pricing.Share;
import org.souk.core.pricing.Tariff;
import org.souk.core.pricing.Usage;
import org.souk.core.task.TaskSpec;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * Turns usage into money, exactly and the same for everybody who computes it again.
 *
 * <p>Each part is rounded down to a whole micro-credit, in the buyer's favour:
 *
 * <pre>
 *   fuel    = units × perGigaFuel / 10⁹
 *   ram     = reserved bytes × milliseconds × perGibHourRam / (2³⁰ × 3 600 000)
 *   storage = likewise
 *   charged = min(fuel + ram + storage, limit)
 *   fee     = charged × basis points / 10 000
 *   paid    = charged − fee
 * </pre>
 *
 * @param feeBasisPoints the marketplace's part of every price, in hundredths of a percent, 0…10 000
 */
public record Billing(int feeBasisPoints) {
    private static final int WHOLE = 10_000;
    private static final BigInteger GIGA = BigInteger.valueOf(Fuel.PER_GIGA);
    private static final BigInteger GIB_HOUR = BigInteger.valueOf(Bytes.PER_GIB)
            .multiply(BigInteger.valueOf(Duration.ofHours(1).toMillis()));

    public Billing {
        if (feeBasisPoints < 0 || feeBasisPoints > WHOLE) {
            throw new IllegalArgumentException("the fee is 0 to 10000 basis points, not " + feeBasisPoints);
        }
    }

    public Bill bill(Usage usage, Resources reserved, Tariff tariff, Money limit) {
        Money fuel = fuelPrice(usage.fuel(), tariff);
        Money ram = rental(reserved.ram(), usage.wall(), tariff.perGibHourRam());
        Money storage = rental(reserved.storage(), usage.wall(), tariff.perGibHourStorage());
        Money charged = fuel.plus(ram).plus(storage).min(limit);
        Money fee = new Money(floor(charged.micros(), feeBasisPoints, BigInteger.valueOf(WHOLE)));
        return new Bill(fuel, ram, storage, charged, fee, charged.minus(fee));
    }

    /**
     * The bill of a run that several nodes did: each segment is billed as a run of its own, at its tariff, while the limit
     * lasts. The sums of the parts are the bill.
     *
     * @param segments at least one, in their order
     */
    public Bill bill(List<Segment> segments, Resources reserved, Bytes peakMemory, Money limit) {
        List<Bill> parts = new ArrayList<>();
        Money left = limit;
        for (Segment segment : segments) {
            Bill part = bill(new Usage(segment.fuel(), segment.ran(), peakMemory), reserved, segment.tariff(), left);
            left = left.minus(part.charged());
            parts.add(part);
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Bill part = parts.get(i);
            shares.add(new Share(segments.get(i), part.charged(), part.fee(), part.paid()));
        }
        return new Bill(
                sum(parts, Bill::fuel),
                sum(parts, Bill::ram),
                sum(parts, Bill::storage),
                sum(parts, Bill::charged),
                sum(parts, Bill::fee),
                sum(parts, Bill::paid),
                Money.ZERO,
                shares);
    }

    private static Money sum(List<Bill> parts, Function<Bill, Money> part) {
        return parts.stream().map(part).reduce(Money.ZERO, Money::plus);
    }

    /** What segments cost, before any limit. */
    public static Money cost(List<Segment> segments, Resources reserved) {
        Money sum = Money.ZERO;
        for (Segment segment : segments) {
            sum = sum.plus(fuelPrice(segment.fuel(), segment.tariff()))
                    .plus(rental(reserved.ram(), segment.ran(), segment.tariff().perGibHourRam()))
                    .plus(rental(
                            reserved.storage(), segment.ran(), segment.tariff().perGibHourStorage()));
        }
        return sum;
    }

    /**
     * How far a program may get that goes on from a point at these prices, so that what was done before and the rest
     * together stay within its limit.
     *
     * @param before what was done of it, up to that point
     * @return empty when its limit does not even cover what was done and the rest of its time
     */
    public static Optional<Fuel> affordableFuel(TaskSpec spec, List<Segment> before, Position from, Tariff tariff) {
        Remainder rest = Remainder.of(spec.resources(), spec.limits(), before, from);
        return affordableFuel(spec.resources(), rest.wallLimit(), rest.maxPrice(), rest.fuelLimit(), tariff)
                .map(fuel -> fuel.plus(from.fuel()));
    }

    /**
     * The fuel that a task may use at these prices so that its limit covers even its longest run.
     *
     * @return empty when the limit does not even cover the reserved RAM and storage for the wall-clock limit, or
     *     leaves nothing for CPU
     */
    public static Optional<Fuel> affordableFuel(TaskSpec spec, Tariff tariff) {
        return affordableFuel(spec.resources(), spec.wallLimit(), spec.maxPrice(), spec.fuelLimit(), tariff);
    }

    /** As {@link #affordableFuel(TaskSpec, Tariff)}, from the parts of the request that matter. */
    public static Optional<Fuel> affordableFuel(
            Resources reserved, Duration wallLimit, Money maxPrice, Optional<Fuel> fuelLimit, Tariff tariff) {
        Money rentals = rental(reserved.ram(), wallLimit, tariff.perGibHourRam())
                .plus(rental(reserved.storage(), wallLimit, tariff.perGibHourStorage()));
        Money left = maxPrice.minus(rentals);
        if (left.isNegative()) {
            return Optional.empty();
        }
        Fuel wanted = fuelLimit.orElse(new Fuel(Long.MAX_VALUE));
        long price = tariff.perGigaFuel().micros();
        if (price == 0) {
            return Optional.of(wanted);
        }
        BigInteger units = BigInteger.valueOf(left.micros()).multiply(GIGA).divide(BigInteger.valueOf(price));
        Fuel affordable = new Fuel(units.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
        return affordable.units() == 0 ? Optional.empty() : Optional.of(affordable.min(wanted));
    }

    /** What a run costs that uses so much, before any limit. */
    public static Money price(Fuel fuel, Duration wall, Resources reserved, Tariff tariff) {
        return fuelPrice(fuel, tariff)
                .plus(rental(reserved.ram(), wall, tariff.perGibHourRam()))
                .plus(rental(reserved.storage(), wall, tariff.perGibHourStorage()));
    }

    private static Money fuelPrice(Fuel fuel, Tariff tariff) {
        return new Money(floor(fuel.units(), tariff.perGigaFuel().micros(), GIGA));
    }

    private static Money rental(Bytes reserved, Duration wall, Money perGibHour) {
        if (perGibHour.micros() == 0) {
            return Money.ZERO;
        }
        BigInteger byteMillis = BigInteger.valueOf(reserved.count()).multiply(BigInteger.valueOf(wall.toMillis()));
        return new Money(byteMillis
                .multiply(BigInteger.valueOf(perGibHour.micros()))
                .divide(GIB_HOUR)
                .longValueExact());
    }

    private static long floor(long amount, long factor, BigInteger divisor) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(factor))
                .divide(divisor)
                .longValueExact();
    }
}
