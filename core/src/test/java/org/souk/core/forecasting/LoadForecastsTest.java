package org.souk.core.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.souk.core.testing.MarketHarness.operator;
import static org.souk.core.testing.MarketHarness.seller;
import static org.souk.core.testing.NodeFixture.aNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.forecast.Accuracy;
import org.souk.core.forecast.ForecastRules;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadMeter;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.ModelStore.Kept;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecast.Outlook;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.testing.DrawnTrainer;
import org.souk.core.testing.MarketHarness;

class LoadForecastsTest {
    private static final NodeId SHED = new NodeId("shed");
    private static final Duration STEP = LoadSeries.STEP;
    /** A turn a little after a step has ended sees all of it. */
    private static final Duration LITTLE = Duration.ofSeconds(5);

    private final MarketHarness market = new MarketHarness();
    private final DrawnTrainer trainer = new DrawnTrainer();
    private ForecastTraining training;
    private LoadForecasts forecasts;

    @BeforeEach
    void oneNodeIsThere() {
        market.online(aNode("shed").of("sam"));
        market.advance(LITTLE);
        start(market.market.meter());
    }

    private void start(LoadMeter meter) {
        ForecastRules rules = ForecastRules.DEFAULT;
        LoadArchive archive =
                new LoadArchive(market.database.loads(), market.database.models(), market.database, rules);
        training = new ForecastTraining(trainer, archive, rules, market.clock);
        forecasts = new LoadForecasts(market.nodes, market.market.leader(), meter, archive, training, market.clock);
    }

    /** A step in which the node uses so much; RAM is a tenth. */
    private void step(double cpuPercent) {
        market.heartbeatOfAll("shed", cpuPercent);
        market.advance(STEP);
        forecasts.turn();
    }

    /** So many days were measured before, which are stored. */
    private void stored(int days, float cpuPercent) {
        int steps = days * LoadSeries.STEPS_PER_DAY;
        float[] values = new float[steps];
        IntStream.range(0, steps).forEach(i -> values[i] = cpuPercent);
        long first = LoadSeries.stepOf(market.clock.instant()) - steps;
        market.database.run(
                () -> market.database.loads().write(Map.of(SHED, LoadSeries.of(first, values, values.clone()))));
    }

    private void trainedOn(int days, float cpuPercent) throws InterruptedException {
        stored(days, cpuPercent);
        forecasts.turn();
        training.train();
        forecasts.turn();
    }

    private NodeOutlook outlook() {
        return forecasts.of(seller("sam"), SHED);
    }

    private NodeSnapshot snapshot() {
        return market.live.snapshot(market.clock.instant()).nodes().get(0);
    }

    @Test
    void measurementsBecomeTheHistoryOfTheNode() {
        forecasts.turn();
        market.heartbeatOfAll("shed", 20);
        step(40);
        step(50);

        NodeOutlook known = outlook();

        assertThat(known.history().size()).isEqualTo(2);
        // (20 + 40) / 2
        assertThat(known.history().at(known.history().firstStep(), LoadKind.CPU))
                .isEqualTo(30);
        assertThat(known.outlook()).isEmpty();
        assertThat(known.model()).isEmpty();
    }

    @Test
    void firstTrainingWaitsForEnoughHistory() throws InterruptedException {
        step(20);
        assertThat(training.isDue()).isTrue();
        training.train();
        assertThat(trainer.trained()).isEmpty();
        assertThat(training.isDue()).as("again at once").isFalse();

        market.advance(STEP);
        assertThat(training.isDue()).isTrue();
        stored(1, 30);
        training.train();
        assertThat(trainer.trained()).hasSize(1);
    }

    @Test
    void outlookOfTheNewModelReachesThePlannerAtOnce() throws InterruptedException {
        trainedOn(2, 30);

        assertThat(snapshot().ownLoad().outlook()).isPresent();
        assertThat(snapshot().ownLoad().within(12).upperCpuPercent()).isEqualTo(30 + DrawnTrainer.MARGIN);
        assertThat(outlook().model()).map(NodeOutlook.Model::version).contains("drawn-1");
        assertThat(forecasts.champions(LoadKind.CPU)).isEqualTo(Map.of("same", 1));
    }

    @Test
    void everyStepBringsAnotherOutlook() throws InterruptedException {
        trainedOn(2, 30);
        step(60);
        assertThat(snapshot().ownLoad().within(1).upperCpuPercent()).isEqualTo(60 + DrawnTrainer.MARGIN);
        Outlook before = outlook().outlook().orElseThrow();
        forecasts.turn();
        assertThat(outlook().outlook()).as("within the same step").containsSame(before);
    }

    @Test
    void outlookThatSaysNothingOfThePresentIsNotUsed() throws InterruptedException {
        trainedOn(2, 30);
        Outlook made = outlook().outlook().orElseThrow();

        market.advance(
                Duration.between(market.clock.instant(), made.validUntil()).minusMillis(1));
        assertThat(snapshot().ownLoad().outlook()).isPresent();
        market.advance(Duration.ofMillis(1));
        assertThat(snapshot().ownLoad().outlook()).isEmpty();
        assertThat(outlook().outlook()).isEmpty();
    }

    @Test
    void whatWasForecastIsComparedWithWhatCame() throws InterruptedException {
        trainedOn(2, 30);
        step(35);
        Accuracy one = outlook().results().of(LoadKind.CPU, 1);
        assertThat(one.compared()).isEqualTo(1);
        assertThat(one.error()).isCloseTo(5, within(0.01));
        assertThat(one.persistence()).isCloseTo(5, within(0.01));
        assertThat(one.coverage()).isEqualTo(1);
        assertThat(outlook().results().of(LoadKind.CPU, 6)).isEqualTo(Accuracy.NONE);

        step(80);
        assertThat(outlook().results().of(LoadKind.CPU, 1).coverage()).isCloseTo(0.5, within(0.01));
        for (int i = 0; i < 4; i++) {
            step(80);
        }
        // Six steps after 30 came 80.
        assertThat(outlook().results().of(LoadKind.CPU, 6).error()).isCloseTo(50, within(0.01));
        assertThat(forecasts.overall(LoadKind.CPU, 6).compared()).isEqualTo(1);
    }

    @Test
    void modelEvidenceAndLoadsOutliveARestart() throws InterruptedException {
        trainedOn(2, 30);
        step(40);
        forecasts.close();

        start(new LoadMeter());
        forecasts.turn();

        assertThat(outlook().model()).map(NodeOutlook.Model::version).contains("drawn-1");
        assertThat(outlook().history().at(LoadSeries.stepOf(market.clock.instant()) - 1, LoadKind.CPU))
                .isEqualTo(40);
        assertThat(outlook().outlook()).isPresent();
        assertThat(training.isDue()).isFalse();
        // Two looks ahead before the restart; the third one is after it.
        forecasts.close();
        assertThat(market.database.call(market.database.models()::evidence)).containsExactly(3);
    }

    @Test
    void crashLosesHalfAnHourAtMost() throws InterruptedException {
        trainedOn(2, 30);
        for (int i = 0; i < 2 * LoadForecasts.WRITE_EVERY - 1; i++) {
            step(40);
        }
        long end = LoadSeries.stepOf(market.clock.instant());

        LoadMeter meter = new LoadMeter();
        start(meter);
        forecasts.turn();

        LoadSeries known = outlook().history();
        assertThat(known.endStep()).isLessThan(end).isGreaterThanOrEqualTo(end - LoadForecasts.WRITE_EVERY);
        meter.measured(SHED, market.clock.instant(), 50, 10);
        market.advance(STEP);
        forecasts.turn();
        assertThat(outlook().history().at(end, LoadKind.CPU)).isEqualTo(50);
    }

    @Test
    void clockThatIsPutBackDoesNotStopTheForecasts() throws InterruptedException {
        trainedOn(2, 30);
        step(40);
        market.advance(Duration.ofDays(3));
        step(50);
        market.advance(Duration.ofDays(-3));
        step(60);
        step(70);

        assertThat(snapshot().ownLoad().outlook().orElseThrow().cpu().at(1).median())
                .isEqualTo(70);
        assertThat(outlook().history().endStep()).isEqualTo(LoadSeries.stepOf(market.clock.instant()));
    }

    @Test
    void nodeThatIsSilentForAnHourHasNoOutlook() throws InterruptedException {
        trainedOn(2, 30);
        step(40);
        market.advance(STEP);
        forecasts.turn();
        assertThat(snapshot().ownLoad().outlook()).isEmpty();
    }

    @Test
    void modelIsTrainedAnewWhenItIsOld() throws InterruptedException {
        trainedOn(2, 30);
        market.advance(Duration.ofHours(23));
        assertThat(training.isDue()).isFalse();
        market.advance(Duration.ofHours(1));
        assertThat(training.isDue()).isTrue();
        training.train();
        step(40);
        assertThat(outlook().model()).map(NodeOutlook.Model::version).contains("drawn-2");
    }

    @Test
    void failedTrainingLeavesTheFormerModelAndIsTriedAgain() throws InterruptedException {
        trainedOn(2, 30);
        market.advance(Duration.ofDays(1));
        trainer.failWith(new IllegalStateException("on purpose"));
        training.train();
        step(40);

        assertThat(outlook().model()).map(NodeOutlook.Model::version).contains("drawn-1");
        assertThat(training.failures()).isEqualTo(1);
        assertThat(training.isDue()).isFalse();
        market.advance(ForecastRules.AFTER_FAILURE);
        assertThat(training.isDue()).isTrue();
    }

    @Test
    void modelThatCannotBeReadIsTrainedAnew() throws InterruptedException {
        Kept damaged = new Kept("damaged", market.clock.instant(), new byte[] {1, 2, 3});
        market.database.run(() -> market.database.models().keep(damaged));
        forecasts.turn();
        assertThat(outlook().model()).isEmpty();
        assertThat(training.isDue()).isTrue();
        trainedOn(2, 30);
        assertThat(outlook().model()).isPresent();
    }

    @Test
    void trainingLooksAtAsManyNodesAsTheRulesSay() {
        ForecastRules few = new ForecastRules(STEP, STEP, STEP, Duration.ofDays(1), 3);
        LoadArchive archive = new LoadArchive(market.database.loads(), market.database.models(), market.database, few);
        long now = LoadSeries.stepOf(market.clock.instant());
        for (int i = 0; i < 10; i++) {
            NodeId node = new NodeId("n" + i);
            LoadSeries series = LoadSeries.of(now - 2, new float[] {i}, new float[] {i});
            market.database.run(() -> market.database.loads().write(Map.of(node, series)));
        }
        List<Double> some = loads(archive.histories(now, 1), now);
        assertThat(some).hasSize(3).doesNotHaveDuplicates();
        assertThat(IntStream.range(1, 20).mapToObj(seed -> loads(archive.histories(now, seed), now)))
                .as("other ones at other times")
                .anyMatch(others -> !others.equals(some));
    }

    private static List<Double> loads(List<LoadSeries> histories, long now) {
        return histories.stream()
                .map(series -> series.at(now - 2, LoadKind.CPU))
                .sorted()
                .toList();
    }

    @Test
    void onlyOwnersAndOperatorsSeeANode() {
        forecasts.turn();
        assertThat(forecasts.of(operator(), SHED).node()).isEqualTo(SHED);
        assertThatThrownBy(() -> forecasts.of(seller("mallory"), SHED)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> forecasts.of(operator(), new NodeId("none"))).isInstanceOf(NotFound.class);
    }
}
