package org.souk.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.RunningForecast;
import org.souk.core.forecast.TrainingOrder;
import org.souk.core.forecast.UnreadableModel;

class LoadTrainingTest {
    private static final Duration PLENTY = Duration.ofMinutes(5);
    private static final int STEPS = 4 * LoadSeries.STEPS_PER_DAY;
    private static final long NOW = Loads.START + STEPS;
    private static final NodeId NODE = new NodeId("n");

    private static StoredModel model;

    @BeforeAll
    static void train() throws InterruptedException {
        model = trained(Loads.fleet(2, STEPS));
    }

    private static StoredModel trained(List<LoadSeries> histories) throws InterruptedException {
        return new LoadTraining().train(histories, TrainingOrder.of(histories, PLENTY, 1));
    }

    private static Outlook outlook(LoadModel model, LoadSeries series, long from, long to) {
        RunningForecast running = model.begin(new byte[0]);
        Outlook latest = null;
        for (long step = from; step <= to; step++) {
            latest = running.advance(step, Map.of(NODE, series)).get(NODE);
        }
        return latest;
    }

    @Test
    void allExpertsTakePartInBothKindsOfLoad() {
        for (LoadKind kind : LoadKind.values()) {
            assertThat(model.panel(kind).names())
                    .containsExactly(
                            "persistence", "ewma", "seasonalNaive", "linearRegression", "m5p", "randomForest", "lstm");
        }
    }

    @Test
    void aStoredModelForecastsTheSame() throws UnreadableModel {
        LoadModel read = new LoadTraining().read(model.bytes());
        assertThat(read.version()).isEqualTo(model.version()).hasSize(12);
        assertThat(read.training()).isEqualTo(model.training());
        LoadSeries series = Loads.busy(STEPS, 50);
        assertThat(outlook(read, series, NOW - 40, NOW - 1)).isEqualTo(outlook(model, series, NOW - 40, NOW - 1));
    }

    @Test
    void aDamagedModelIsRefusedWhereverTheDamageIs() {
        byte[] whole = model.bytes();
        assertThatThrownBy(() -> new LoadTraining().read(new byte[0])).isInstanceOf(UnreadableModel.class);
        assertThatThrownBy(() -> new LoadTraining().read(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(UnreadableModel.class);
        byte[] other = whole.clone();
        other[7]++;
        assertThatThrownBy(() -> new LoadTraining().read(other)).hasMessageContaining("format");
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 0x10;
        assertThatThrownBy(() -> new LoadTraining().read(flipped)).isInstanceOf(UnreadableModel.class);
    }

    @Test
    void theFutureDoesNotChangeForecastsOfThePast() {
        LoadSeries told = Loads.busy(STEPS, 60);
        SplittableRandom random = new SplittableRandom(3);
        long now = NOW - 100;
        float[] cpu = new float[STEPS];
        float[] ram = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            boolean future = Loads.START + i > now;
            cpu[i] = (float) (future ? 100 * random.nextDouble() : told.at(Loads.START + i, LoadKind.CPU));
            ram[i] = (float) (future ? 100 * random.nextDouble() : told.at(Loads.START + i, LoadKind.RAM));
        }
        LoadSeries changed = LoadSeries.of(Loads.START, cpu, ram);
        assertThat(outlook(model, changed, now - 60, now)).isEqualTo(outlook(model, told, now - 60, now));
        assertThat(outlook(model, changed, now - 60, now + 1)).isNotEqualTo(outlook(model, told, now - 60, now + 1));
    }

    @Test
    void theFutureDoesNotChangeATraining() throws InterruptedException {
        long until = Loads.START + 2 * LoadSeries.STEPS_PER_DAY;
        TrainingOrder order = new TrainingOrder(until - 144, until, PLENTY, 1);
        LoadSeries whole = Loads.busy(STEPS, 1);
        byte[] withFuture = new LoadTraining().train(List.of(whole), order).bytes();
        byte[] without =
                new LoadTraining().train(List.of(whole.before(until)), order).bytes();
        assertThat(outlookOf(withFuture, whole)).isEqualTo(outlookOf(without, whole));
    }

    private static Outlook outlookOf(byte[] stored, LoadSeries series) {
        try {
            return outlook(new LoadTraining().read(stored), series, NOW - 5, NOW - 1);
        } catch (UnreadableModel e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPredictableLoadIsForecastBetterThanByPersistence() {
        LoadSeries series = Loads.busy(STEPS, 70);
        RunningForecast running = model.begin(new byte[0]);
        double champion = 0;
        double persistence = 0;
        for (long step = NOW - 400; step < NOW - 6; step++) {
            Outlook outlook = running.advance(step, Map.of(NODE, series)).get(NODE);
            double came = series.at(step + 6, LoadKind.CPU);
            champion += Math.abs(outlook.cpu().at(6).median() - came);
            persistence += Math.abs(series.at(step, LoadKind.CPU) - came);
        }
        assertThat(champion).isLessThan(0.5 * persistence);
    }

    @Test
    void aConstantLoadIsForecastAsItIs() {
        QuantileSeries cpu =
                outlook(model, Loads.constant(STEPS, 0, 40), NOW - 300, NOW - 1).cpu();
        assertThat(cpu.at(1).median()).isLessThan(0.5);
        assertThat(cpu.at(12).lower()).isZero();
    }

    @Test
    void gapsAreBridgedForAnHourAndNoLonger() {
        LoadSeries series = Loads.busy(STEPS, 80).before(NOW - 30);
        assertThat(outlook(model, series, NOW - 60, NOW - 31 + 11)).isNotNull();
        assertThat(outlook(model, series, NOW - 60, NOW - 31 + 12)).isNull();
    }

    @Test
    void aNodeWithoutRamGetsAForecastOfItsCpu() {
        Outlook outlook = outlook(model, Loads.ragged(STEPS, 0.3, 1), NOW - 60, NOW - 5);
        assertThat(outlook.cpu().upperWithin(12)).isBetween(0.0, 100.0);
        assertThat(outlook.ram()).isEmpty();
    }

    @Test
    void aNodeThatIsAllNewIsForecastByPersistence() {
        LoadSeries series = LoadSeries.EMPTY.plus(NOW - 2, 33, 44).plus(NOW - 1, 35, 44);
        Outlook outlook = outlook(model, series, NOW - 2, NOW - 1);
        assertThat(outlook.cpu().model()).isEqualTo("persistence");
        assertThat(outlook.cpu().at(6).median()).isEqualTo(35);
    }

    @Test
    void withTooLittleToLearnFromThereAreTheBaselines() throws InterruptedException {
        StoredModel small = trained(List.of(Loads.busy(60, 1), LoadSeries.EMPTY));
        assertThat(small.panel(LoadKind.CPU).names()).containsExactly("persistence", "ewma", "seasonalNaive");
        assertThat(trained(List.of()).panel(LoadKind.RAM).names()).hasSize(3);
        LoadSeries series = Loads.busy(STEPS, 3);
        assertThat(outlook(small, series, NOW - 30, NOW - 1).cpu().at(1).upper())
                .isLessThanOrEqualTo(100);
    }

    @Test
    void aTrainingKeepsToItsBudget() throws InterruptedException {
        List<LoadSeries> fleet = Loads.fleet(3, STEPS);
        TrainingOrder order = TrainingOrder.of(fleet, Duration.ofMillis(1), 1);
        StoredModel hurried = new LoadTraining().train(fleet, order);
        assertThat(hurried.panel(LoadKind.CPU).names()).doesNotContain("lstm", "randomForest");
        assertThat(hurried.training().cpu()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anInterruptedTrainingEnds() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> trained(Loads.fleet(1, STEPS))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void evidenceGoesOnWithALaterForecast() {
        LoadSeries series = Loads.busy(STEPS, 90);
        RunningForecast first = model.begin(new byte[0]);
        for (long step = NOW - 300; step < NOW - 1; step++) {
            first.advance(step, Map.of(NODE, series));
        }
        RunningForecast resumed = model.begin(first.evidence());
        assertThat(resumed.evidence()).isEqualTo(first.evidence());
        RunningForecast anew = model.begin(new byte[0]);
        Outlook after = resumed.advance(NOW - 1, Map.of(NODE, series)).get(NODE);
        assertThat(after)
                .isNotEqualTo(anew.advance(NOW - 1, Map.of(NODE, series)).get(NODE));
    }

    @Test
    void damagedEvidenceIsDropped() {
        byte[] evidence = {0, 0, 0, 1, 0, 9, 1, 2};
        assertThat(model.begin(evidence).evidence())
                .isEqualTo(model.begin(new byte[0]).evidence());
    }

    @Test
    void nodesThatHaveGoneAreForgotten() {
        LoadSeries series = Loads.busy(STEPS, 90);
        RunningForecast running = model.begin(new byte[0]);
        Map<NodeId, LoadSeries> two = new HashMap<>(Map.of(NODE, series, new NodeId("m"), series));
        running.advance(NOW - 3, two);
        int both = running.evidence().length;
        two.remove(NODE);
        running.advance(NOW - 2, two);
        assertThat(running.evidence().length).isLessThan(both);
        assertThatThrownBy(() -> running.advance(NOW - 2, two)).isInstanceOf(IllegalArgumentException.class);
    }
}
