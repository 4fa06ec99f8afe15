package org.souk.core.units;

import java.math.BigDecimal;

/**
 * An amount of credits, in whole micro-credits; may be negative (a debit).
 *
 * @param micros millionths of one credit
 */
public record Money(long micros) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);
    private static final int DECIMALS = 6;

    public static Money ofMicros(long micros) {
        return new Money(micros);
    }

    /**
     * Reads a decimal amount of credits such as {@code 1.50}.
     *
     * @throws IllegalArgumentException when the text is no number, has more than six decimals or does not fit
     */
    public static Money parse(String credits) {
        try {
            return new Money(
                    new BigDecimal(credits.strip()).movePointRight(DECIMALS).longValueExact());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an amount of credits: '" + credits + "'", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "an amount has at most six decimals and fits 64 bits of micro-credits: '" + credits + "'", e);
        }
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(micros, other.micros));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(micros, other.micros));
    }

    public Money negated() {
        return new Money(Math.negateExact(micros));
    }

    public Money min(Money other) {
        return micros <= other.micros ? this : other;
    }

    /** {@code numerator / denominator} of this amount, rounded down. */
    public Money share(int numerator, int denominator) {
        return new Money(Math.floorDiv(Math.multiplyExact(micros, (long) numerator), (long) denominator));
    }

    public boolean isNegative() {
        return micros < 0;
    }

    public boolean isPositive() {
        return micros > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(micros, other.micros);
    }

    /** The amount in credits, for people: {@code 1.5}, {@code -0.000001}. */
    @Override
    public String toString() {
        return micros == 0
                ? "0"
                : BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros().toPlainString();
    }
}
