package org.souk.it.harness;

import java.math.BigInteger;
import org.souk.protocol.rest.TariffBody;

/** Computes parts of a bill anew, as a buyer would who does not believe it. Each is rounded down to a micro-credit. */
public final class Prices {
    private static final BigInteger GIGA = BigInteger.TEN.pow(9);
    private static final BigInteger GIB_HOUR = BigInteger.ONE.shiftLeft(30).multiply(BigInteger.valueOf(3_600_000));

    private Prices() {}

    /** units × price / 10⁹. */
    public static long fuel(long units, TariffBody prices) {
        return floor(BigInteger.valueOf(units), prices.perGigaFuelMicros(), GIGA);
    }

    /** reserved bytes × milliseconds × price / (GiB × hour). */
    public static long ram(long reserved, long millis, TariffBody prices) {
        return rental(reserved, millis, prices.perGibHourRamMicros());
    }

    /** As {@link #ram}. */
    public static long storage(long reserved, long millis, TariffBody prices) {
        return rental(reserved, millis, prices.perGibHourStorageMicros());
    }

    private static long rental(long bytes, long millis, long price) {
        return floor(BigInteger.valueOf(bytes).multiply(BigInteger.valueOf(millis)), price, GIB_HOUR);
    }

    private static long floor(BigInteger amount, long price, BigInteger per) {
        return amount.multiply(BigInteger.valueOf(price)).divide(per).longValueExact();
    }
}
