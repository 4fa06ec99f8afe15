package org.souk.core.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.souk.core.common.ContentId;
import org.souk.core.pricing.Usage;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;

class TrackRecordTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    @Test
    void newNodeIsTakenForOneThatFailsOneInTen() {
        assertThat(TrackRecord.NEW.reliability()).isEqualTo(0.9);
        // (1 + 9) / (1 + 10), (0 + 9) / (1 + 10)
        assertThat(TrackRecord.NEW.ran(usage(0, 0)).reliability()).isCloseTo(10.0 / 11, CLOSE);
        assertThat(TrackRecord.NEW.failed().reliability()).isCloseTo(9.0 / 11, CLOSE);
    }

    @Test
    void lateAttemptsCountMore() {
        TrackRecord mended = TrackRecord.NEW;
        TrackRecord broken = TrackRecord.NEW;
        for (int i = 0; i < 100; i++) {
            mended = i < 50 ? mended.failed() : mended.ran(usage(0, 0));
            broken = i < 50 ? broken.ran(usage(0, 0)) : broken.failed();
        }

        assertThat(mended.reliability()).isGreaterThan(0.6);
        assertThat(broken.reliability()).isLessThan(0.5);
        assertThat(mended.good() + mended.bad())
                .as("the weight of the past is bounded")
                .isLessThan(100);
    }

    @Test
    void speedIsAveragedOverRunsThatAreLongEnough() {
        // 10⁹ fuel in 2 s, then 1.5 × 10⁹ in 1 s: 0.5 + 0.2 × (1.5 − 0.5)
        TrackRecord record = TrackRecord.NEW.ran(usage(1_000_000_000, 2000)).ran(usage(1_500_000_000, 1000));
        assertThat(record.fuelPerSecond()).isCloseTo(0.7e9, within(1.0));

        assertThat(record.ran(usage(5_000_000_000L, 99)).fuelPerSecond()).isEqualTo(record.fuelPerSecond());
        assertThat(record.ran(usage(0, 5000)).fuelPerSecond()).isEqualTo(record.fuelPerSecond());
    }

    @Test
    void startsAreAveragedAndBringContents() {
        TrackRecord record = TrackRecord.NEW
                .started(Duration.ofSeconds(1), List.of(new ContentId("a")))
                .started(Duration.ofSeconds(2), List.of(new ContentId("a"), new ContentId("b")));

        // 1 + 0.2 × (2 − 1)
        assertThat(record.startSeconds()).isCloseTo(1.2, CLOSE);
        assertThat(record.contents()).containsExactly(new ContentId("a"), new ContentId("b"));
    }

    @Test
    void theLatestContentsAreRemembered() {
        TrackRecord record = TrackRecord.NEW;
        for (int i = 0; i < 250; i++) {
            record = record.having(List.of(new ContentId("c" + i)));
        }

        assertThat(record.contents())
                .containsExactlyElementsOf(IntStream.range(50, 250)
                        .mapToObj(i -> new ContentId("c" + i))
                        .toList());
    }

    private static Usage usage(long fuel, long millis) {
        return new Usage(new Fuel(fuel), Duration.ofMillis(millis), Bytes.ZERO);
    }
}
