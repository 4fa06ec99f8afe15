package org.souk.core.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.souk.core.testing.TaskFixture.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.units.Resources;

class FairShareTest {
    private static final Resources MARKET = Resources.of(10_000, 1000, 1000);
    private static final AccountId ADA = new AccountId("ada");
    private static final TaskId TASK = new TaskId("t1");

    private final FairShare shares = new FairShare(Duration.ofSeconds(100));

    FairShareTest() {
        shares.forSale(MARKET, NOON);
    }

    @Test
    void theLargestFractionCounts() {
        assertThat(FairShare.dominant(Resources.of(1000, 300, 200), MARKET)).isEqualTo(0.3);
        assertThat(FairShare.dominant(Resources.of(20_000, 0, 0), MARKET)).isEqualTo(1);
        assertThat(FairShare.dominant(Resources.of(1, 1, 1), Resources.NONE)).isZero();
    }

    @Test
    void useGrowsWhileSomethingIsHeldAndHalvesAfterwards() {
        shares.began(TASK, ADA, Resources.of(5000, 0, 0), NOON);
        shares.ended(TASK, NOON.plusSeconds(100));
        // half the market for one half-life: 0.5 × 100/ln 2 × (1 − 1/2)
        double used = 0.5 * 100 / Math.log(2) * 0.5;
        assertThat(shares.usage(ADA, NOON.plusSeconds(100))).isCloseTo(used, within(1e-9));
        assertThat(shares.usage(ADA, NOON.plusSeconds(200))).isCloseTo(used / 2, within(1e-9));
        assertThat(shares.usage(ADA, NOON.plusSeconds(150))).isCloseTo(used / 2, within(1e-9));
        assertThat(shares.usage(new AccountId("bob"), NOON)).isZero();
    }

    @Test
    void askingOftenChangesNothing() {
        FairShare asked = new FairShare(Duration.ofSeconds(100));
        asked.forSale(MARKET, NOON);
        asked.began(TASK, ADA, Resources.of(5000, 0, 0), NOON);
        shares.began(TASK, ADA, Resources.of(5000, 0, 0), NOON);
        for (int i = 1; i < 1000; i++) {
            asked.usage(ADA, NOON.plusMillis(i * 70L));
        }
        Instant end = NOON.plusSeconds(70);
        assertThat(asked.usage(ADA, end)).isCloseTo(shares.usage(ADA, end), within(1e-9));
    }

    @Test
    void runsOfThePastCountAsIfTheyHadBeenWatched() {
        shares.began(TASK, ADA, Resources.of(5000, 0, 0), NOON);
        shares.ended(TASK, NOON.plusSeconds(60));
        Instant now = NOON.plusSeconds(300);
        FairShare rebuilt = new FairShare(Duration.ofSeconds(100));
        rebuilt.forSale(MARKET, now);
        rebuilt.ran(ADA, Resources.of(5000, 0, 0), NOON, NOON.plusSeconds(60), now);
        assertThat(rebuilt.usage(ADA, now)).isCloseTo(shares.usage(ADA, now), within(1e-9));
    }

    @Test
    void anAttemptIsCountedOnceHoweverOftenItBeginsOrEnds() {
        shares.began(TASK, ADA, Resources.of(5000, 0, 0), NOON);
        shares.began(TASK, ADA, Resources.of(2000, 10, 0), NOON);
        assertThat(shares.held(ADA)).isEqualTo(Resources.of(2000, 10, 0));
        shares.ended(TASK, NOON);
        shares.ended(TASK, NOON);
        assertThat(shares.held(ADA)).isEqualTo(Resources.NONE);
        shares.forgetIdle(NOON);
        assertThat(shares.usage(ADA, NOON.plusSeconds(1))).isZero();
    }

    @Test
    void aHalfLifeIsMoreThanZero() {
        assertThatThrownBy(() -> new FairShare(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Ten slots that are always wanted by everybody: whoever has used least for its weight gets the next. */
    @Property(tries = 1000)
    void sharesConvergeToTheWeights(@ForAll long seed) {
        Random random = new Random(seed);
        int buyers = 2 + random.nextInt(4);
        int[] weights = random.ints(buyers, 1, 9).toArray();
        // One slot is a tenth of the market in one resource, for each buyer another.
        Resources[] slot = new Resources[buyers];
        for (int i = 0; i < buyers; i++) {
            slot[i] = random.nextBoolean() ? Resources.of(1000, 10, 0) : Resources.of(10, 100, 0);
        }
        FairShare used = new FairShare(Duration.ofHours(1));
        used.forSale(MARKET, NOON);
        List<Running> running = new ArrayList<>();
        double[] held = new double[buyers];
        Instant now = NOON;
        int number = 0;
        while (number < 2000) {
            while (running.size() < 10) {
                int next = neediest(used, weights, buyers, now);
                int seconds = 1 + random.nextInt(20);
                TaskId task = new TaskId("t" + number++);
                used.began(task, account(next), slot[next], now);
                running.add(new Running(task, next, now.plusSeconds(seconds)));
                held[next] += seconds;
            }
            Running first =
                    running.stream().min(Comparator.comparing(Running::end)).orElseThrow();
            running.remove(first);
            now = first.end;
            used.ended(first.task, now);
        }
        double total = 0;
        double weight = 0;
        for (int i = 0; i < buyers; i++) {
            total += held[i];
            weight += weights[i];
        }
        for (int i = 0; i < buyers; i++) {
            double fair = weights[i] / weight;
            assertThat(held[i] / total).isCloseTo(fair, within(0.05 * Math.max(fair, 0.2)));
        }
    }

    private static int neediest(FairShare used, int[] weights, int buyers, Instant now) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < buyers; i++) {
            // What is held now will be used for a while: without it, all slots of one moment go to one buyer.
            double use = used.usage(account(i), now) + FairShare.dominant(used.held(account(i)), MARKET) * 10;
            if (use / weights[i] < least) {
                least = use / weights[i];
                best = i;
            }
        }
        return best;
    }

    private static AccountId account(int number) {
        return new AccountId("buyer" + number);
    }

    private record Running(TaskId task, int buyer, Instant end) {}
}
