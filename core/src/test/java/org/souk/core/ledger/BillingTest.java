package org.souk.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Tariff;
import org.souk.core.pricing.Usage;
import org.souk.core.task.TaskSpec;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

class BillingTest {
    private static final long GIB = 1L << 30;
    private static final Tariff TARIFF = new Tariff(Money.ofMicros(2000), Money.ofMicros(36_000), Money.ofMicros(3600));

    @Test
    void eachPartIsPricedAndRoundedDown() {
        Usage usage = new Usage(new Fuel(1_499_999_999L), Duration.ofMillis(1250), Bytes.ZERO);
        Bill bill = new Billing(1000).bill(usage, Resources.of(1, 2 * GIB, GIB), TARIFF, Money.parse("1"));

        // 1 499 999 999 × 2000 / 10⁹ = 2999.999998
        assertThat(bill.fuel()).isEqualTo(Money.ofMicros(2999));
        // 2 GiB × 1.25 s × 36000 / 3600 s = 25
        assertThat(bill.ram()).isEqualTo(Money.ofMicros(25));
        // 1 GiB × 1.25 s × 3600 / 3600 s = 1.25
        assertThat(bill.storage()).isEqualTo(Money.ofMicros(1));
        // 2999 + 25 + 1
        assertThat(bill.charged()).isEqualTo(Money.ofMicros(3025));
        // 10 % of 3025 = 302.5
        assertThat(bill.fee()).isEqualTo(Money.ofMicros(302));
        assertThat(bill.paid()).isEqualTo(Money.ofMicros(2723));
    }

    @Test
    void limitCapsTheCharge() {
        Usage usage = new Usage(new Fuel(Fuel.PER_GIGA), Duration.ZERO, Bytes.ZERO);
        Bill bill = new Billing(500).bill(usage, Resources.NONE, TARIFF, Money.ofMicros(1000));

        assertThat(bill.fuel()).isEqualTo(Money.ofMicros(2000));
        assertThat(bill.charged()).isEqualTo(Money.ofMicros(1000));
        // 5 % of 1000
        assertThat(bill.fee()).isEqualTo(Money.ofMicros(50));
    }

    @Test
    void affordableFuelIsWhatTheRentalsLeave() {
        // rentals for 100 s: 1 GiB RAM 36000 × 100/3600 = 1000; nothing for storage
        TaskSpec spec = aTask().needing(Resources.of(100, GIB, 0))
                .runningAtMost(Duration.ofSeconds(100))
                .within(Money.ofMicros(5000))
                .spec();

        // (5000 − 1000) / 2000 giga-fuel
        assertThat(Billing.affordableFuel(spec, TARIFF)).contains(new Fuel(2 * Fuel.PER_GIGA));
    }

    @Test
    void nothingIsAffordableWhenRentalsTakeItAll() {
        Resources gib = Resources.of(100, GIB, 0);
        Duration wall = Duration.ofSeconds(100);

        assertThat(Billing.affordableFuel(gib, wall, Money.ofMicros(999), Optional.empty(), TARIFF))
                .isEmpty();
        assertThat(Billing.affordableFuel(gib, wall, Money.ofMicros(1000), Optional.empty(), TARIFF))
                .isEmpty();
        Tariff freeFuel = new Tariff(Money.ZERO, TARIFF.perGibHourRam(), Money.ZERO);
        assertThat(Billing.affordableFuel(gib, wall, Money.ofMicros(1000), Optional.of(new Fuel(7)), freeFuel))
                .contains(new Fuel(7));
    }

    @Test
    void feeIsBetweenNothingAndAll() {
        assertThatThrownBy(() -> new Billing(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Billing(10_001)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void runWithinItsFuelAndTimeNeverExceedsTheLimit(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long limit,
            @ForAll @LongRange(max = 1_000_000_000_000L) long fuelPrice,
            @ForAll @LongRange(max = 1_000_000_000_000L) long ramPrice,
            @ForAll @LongRange(max = 4 * GIB) long ram,
            @ForAll @LongRange(max = 1024 * GIB) long storage,
            @ForAll @LongRange(min = 1, max = 604_800_000L) long wallMillis) {
        Tariff tariff = new Tariff(Money.ofMicros(fuelPrice), Money.ofMicros(ramPrice), Money.ofMicros(ramPrice / 7));
        Resources reserved = Resources.of(100, ram, storage);
        Duration wall = Duration.ofMillis(wallMillis);
        Money max = Money.ofMicros(limit);

        Optional<Fuel> fuel = Billing.affordableFuel(reserved, wall, max, Optional.empty(), tariff);

        if (fuel.isPresent() && fuelPrice > 0) {
            Bill bill = new Billing(0).bill(new Usage(fuel.get(), wall, Bytes.ZERO), reserved, tariff, max);
            // not capped: the sum of the parts itself is within the limit
            assertThat(bill.fuel().plus(bill.ram()).plus(bill.storage())).isLessThanOrEqualTo(max);
        }
    }

    @Property
    void chargeIsSharedWithoutRest(
            @ForAll @LongRange(max = 1_000_000_000_000_000L) long fuel,
            @ForAll @IntRange(max = 10_000) int feeBasisPoints,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long limit) {
        Bill bill = new Billing(feeBasisPoints)
                .bill(
                        new Usage(new Fuel(fuel), Duration.ofSeconds(10), Bytes.ZERO),
                        Resources.of(1, GIB, GIB),
                        TARIFF,
                        Money.ofMicros(limit));

        assertThat(bill.fee().plus(bill.paid())).isEqualTo(bill.charged());
        assertThat(bill.charged()).isBetween(Money.ZERO, Money.ofMicros(limit));
        assertThat(bill.fee().isNegative() || bill.paid().isNegative()).isFalse();
    }
}
