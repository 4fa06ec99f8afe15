package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.common.Transactions;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadStore;

/** What every {@link LoadStore} does. */
public abstract class LoadStoreContract {
    private static final long MIDNIGHT = 20_000L * LoadSeries.STEPS_PER_DAY;
    private static final Offset<Double> HUNDREDTH = within(0.0051);
    private static final NodeId SHED = new NodeId("shed");
    private static final float NONE = Float.NaN;

    private LoadStore loads;
    private Transactions transactions;

    /** An empty store. */
    protected abstract LoadStore emptyStore();

    protected abstract Transactions transactions();

    @BeforeEach
    void setUp() {
        loads = emptyStore();
        transactions = transactions();
    }

    @Test
    void whatIsWrittenIsReadToAHundredthOfAPercent() {
        write(SHED, MIDNIGHT + 7, new float[] {0, 12.346f, 100}, new float[] {55.5f, NONE, 0.004f});

        LoadSeries read = read(SHED, MIDNIGHT);

        assertThat(read.firstStep()).isEqualTo(MIDNIGHT + 7);
        assertThat(read.size()).isEqualTo(3);
        assertThat(read.at(MIDNIGHT + 7, LoadKind.CPU)).isZero();
        assertThat(read.at(MIDNIGHT + 8, LoadKind.CPU)).isCloseTo(12.346, HUNDREDTH);
        assertThat(read.at(MIDNIGHT + 9, LoadKind.CPU)).isEqualTo(100);
        assertThat(read.isKnown(MIDNIGHT + 8, LoadKind.RAM)).isFalse();
        assertThat(read.at(MIDNIGHT + 9, LoadKind.RAM)).isCloseTo(0.004, HUNDREDTH);
    }

    @Test
    void stepsOfSeveralDaysAreOneSeriesWithGaps() {
        write(SHED, MIDNIGHT - 1, new float[] {1, 2}, new float[] {3, 4});
        write(SHED, MIDNIGHT + 2 * LoadSeries.STEPS_PER_DAY, new float[] {5}, new float[] {6});

        LoadSeries read = read(SHED, MIDNIGHT - 1);

        assertThat(read.firstStep()).isEqualTo(MIDNIGHT - 1);
        assertThat(read.size()).isEqualTo(2 * LoadSeries.STEPS_PER_DAY + 2);
        assertThat(read.at(MIDNIGHT, LoadKind.CPU)).isEqualTo(2);
        assertThat(read.isKnown(MIDNIGHT + 1, LoadKind.CPU)).isFalse();
        assertThat(read.at(read.endStep() - 1, LoadKind.RAM)).isEqualTo(6);
        assertThat(read(SHED, MIDNIGHT).firstStep()).isEqualTo(MIDNIGHT);
        assertThat(read(SHED, read.endStep()).isEmpty()).isTrue();
        assertThat(read(new NodeId("nobody"), 0).isEmpty()).isTrue();
    }

    @Test
    void whatIsKnownReplacesAndWhatIsMissingDoesNot() {
        write(SHED, MIDNIGHT, new float[] {1, 2}, new float[] {3, NONE});
        write(SHED, MIDNIGHT, new float[] {9, NONE}, new float[] {NONE, 8});

        LoadSeries read = read(SHED, MIDNIGHT);

        assertThat(read.at(MIDNIGHT, LoadKind.CPU)).isEqualTo(9);
        assertThat(read.at(MIDNIGHT + 1, LoadKind.CPU)).isEqualTo(2);
        assertThat(read.at(MIDNIGHT, LoadKind.RAM)).isEqualTo(3);
        assertThat(read.at(MIDNIGHT + 1, LoadKind.RAM)).isEqualTo(8);
    }

    @Test
    void manyNodesAreWrittenAtOnceAndToldApart() {
        Map<NodeId, LoadSeries> batch = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            batch.put(new NodeId("n" + i), LoadSeries.of(MIDNIGHT, new float[] {i % 100}, new float[] {50}));
        }
        transactions.run(() -> loads.write(batch));
        transactions.run(() -> loads.write(batch));

        assertThat(transactions.call(() -> loads.nodes(MIDNIGHT))).hasSize(600);
        assertThat(read(new NodeId("n42"), MIDNIGHT).at(MIDNIGHT, LoadKind.CPU)).isEqualTo(42);
    }

    @Test
    void oldDaysAreForgotten() {
        write(SHED, MIDNIGHT - 1, new float[] {1, 2}, new float[] {3, 4});
        write(new NodeId("gone"), MIDNIGHT - 1, new float[] {1}, new float[] {3});

        transactions.run(() -> loads.forgetBefore(MIDNIGHT + 5));

        assertThat(read(SHED, 0).firstStep()).isEqualTo(MIDNIGHT);
        assertThat(transactions.call(() -> loads.nodes(0))).containsExactly(SHED);
        assertThat(transactions.call(() -> loads.nodes(MIDNIGHT + LoadSeries.STEPS_PER_DAY)))
                .isEmpty();
    }

    private void write(NodeId node, long first, float[] cpu, float[] ram) {
        transactions.run(() -> loads.write(Map.of(node, LoadSeries.of(first, cpu, ram))));
    }

    private LoadSeries read(NodeId node, long from) {
        return transactions.call(() -> loads.read(node, from));
    }
}
