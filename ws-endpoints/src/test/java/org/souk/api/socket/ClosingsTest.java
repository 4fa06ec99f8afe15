package org.souk.api.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.souk.core.common.Conflict;
import org.souk.core.common.ErrorCategory;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.MarketException;
import org.souk.core.common.NotFound;
import org.souk.protocol.json.Malformed;

class ClosingsTest {
    private static final class Categorised extends MarketException {
        private static final long serialVersionUID = 1L;

        private Categorised(ErrorCategory category) {
            super(category, "the words");
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new Malformed("type", "is unknown", null), Closing.UNSUPPORTED, "type is unknown"),
                Arguments.of(new Malformed("fuel", "is no number", null), Closing.MALFORMED, "fuel is no number"),
                Arguments.of(new Malformed("", "is no JSON", null), Closing.MALFORMED, "is no JSON"),
                Arguments.of(
                        new InvalidRequest("cores", "must be positive"), Closing.REFUSED, "cores must be positive"),
                Arguments.of(new NotFound("node", "n1"), Closing.REFUSED, "there is no node n1"),
                Arguments.of(new Conflict("it is gone"), Closing.REFUSED, "it is gone"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFaultOfTheOtherSideHasItsCodeAndWords(Throwable failure, int code, String reason) {
        assertThat(Closings.of(failure, "a frame")).isEqualTo(new Closing(code, reason));
    }

    @ParameterizedTest
    @EnumSource(ErrorCategory.class)
    void theCategoryTellsWhoseFaultItIs(ErrorCategory category) {
        Closing closing = Closings.of(new Categorised(category), "a frame");
        if (category == ErrorCategory.INTERNAL) {
            assertThat(closing.code()).isEqualTo(Closing.INTERNAL);
            assertThat(closing.reason())
                    .startsWith("the market has failed, problem ")
                    .doesNotContain("the words");
        } else {
            assertThat(closing).isEqualTo(new Closing(Closing.REFUSED, "the words"));
        }
    }
}
