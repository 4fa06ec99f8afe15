package org.souk.lab.sell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;
import org.souk.lab.forecast.LoadFile;
import org.souk.lab.sell.Sale.Machine;
import org.souk.lab.sell.Sale.Outcome;

/** One machine of four cores; of 50 steps the last ten, from 40 on, are sold. */
class SaleTest {
    private static final Machine MACHINE = new Machine(4, Bytes.ofGibibytes(4));

    private static LoadFile load(double... cpuFromStep40) {
        float[] cpu = new float[50];
        float[] ram = new float[50];
        for (int i = 0; i < cpuFromStep40.length; i++) {
            cpu[40 + i] = (float) cpuFromStep40[i];
        }
        return new LoadFile(Map.of("n", LoadSeries.of(0, cpu, ram)), 300);
    }

    private static SoldTask task(int cores, int steps) {
        return new SoldTask(new TaskId("t" + cores), 40, steps, Resources.of(1000 * cores, 1 << 20, 0));
    }

    private static Outcome sell(LoadFile file, double margin, SoldTask... tasks) {
        return new Sale(file, MACHINE, new WithMargin(file, margin)).run(Arrays.asList(tasks));
    }

    @Test
    void whatRunsBesideAnIdleOwnerIsSold() {
        // 2 cores × 6 steps of 5 minutes
        assertThat(sell(load(), 0, task(2, 6))).isEqualTo(new Outcome(1.0, 0, 0, 0, 0));
    }

    @Test
    void whatStillRunsAtTheEndIsSoldAsFarAsItGot() {
        // 1 core × 10 steps of 5 minutes
        assertThat(sell(load(), 0, task(1, 24)).soldCpuHours()).isCloseTo(10 / 12.0, within(1e-9));
    }

    @Test
    void ownersWhoComeBackAreCrowdedForAStepAndThenGetTheirMachine() {
        // From step 42 on the owner needs 75 %, and two cores were sold: known at 43, when one step was too much.
        Outcome outcome = sell(load(0, 0, 75, 75, 75, 75, 75, 75, 75, 75), 0, task(2, 10));

        assertThat(outcome.overloadMinutes()).isEqualTo(5);
        assertThat(outcome.evictions()).isEqualTo(1);
        // 2 cores × 3 steps
        assertThat(outcome.lostCpuHours()).isEqualTo(0.5);
        assertThat(outcome.waiting()).isEqualTo(1);
        assertThat(outcome.soldCpuHours()).isZero();
    }

    @Test
    void marginIsLeftFreeOfWhatStarts() {
        // 4 cores × (1 − 30 % − 30 %) = 1.6
        LoadFile busy = load(30, 30, 30, 30, 30, 30, 30, 30, 30, 30);

        assertThat(sell(busy, 30, task(2, 1)).waiting()).isZero();
        assertThat(sell(load(0, 30, 30, 30, 30, 30, 30, 30, 30, 30), 75, task(2, 1))
                        .waiting())
                .isEqualTo(1);
    }

    @Test
    void demandWantsAsMuchAsWasAskedFor() {
        List<SoldTask> tasks = Demand.draw(0, 20_000, 3000, 7);

        double wanted = tasks.stream()
                .mapToDouble(task -> (double) task.resources().cpu().value() * task.steps())
                .sum();
        assertThat(wanted / 20_000).isBetween(2900.0, 3100.0);
        assertThat(Demand.draw(0, 20_000, 3000, 7)).isEqualTo(tasks);
    }
}
