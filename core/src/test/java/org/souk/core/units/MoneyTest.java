package org.souk.core.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @Property
    void whatIsPrintedCanBeRead(@ForAll long micros) {
        assertThat(Money.parse(new Money(micros).toString())).isEqualTo(new Money(micros));
    }

    @Test
    void creditsAreReadExactly() {
        assertThat(Money.parse(" 1.50 ")).isEqualTo(Money.ofMicros(1_500_000));
        assertThat(Money.parse("-0.000001")).isEqualTo(Money.ofMicros(-1));
        assertThat(Money.parse("1e3")).isEqualTo(Money.ofMicros(1_000_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1,5", "0.0000001", "9223372036854.775808", "1e30"})
    void whatDoesNotFitIsRefused(String text) {
        assertThatThrownBy(() -> Money.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void overflowIsAnError() {
        Money most = Money.ofMicros(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(Money.ofMicros(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.negated().minus(Money.ofMicros(2))).isInstanceOf(ArithmeticException.class);
    }
}
