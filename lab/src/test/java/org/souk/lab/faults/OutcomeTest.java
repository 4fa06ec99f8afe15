package org.souk.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.lab.faults.TaskFixture.move;
import static org.souk.lab.faults.TaskFixture.task;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.souk.lab.faults.Outcome.Way;

class OutcomeTest {
    @Test
    void taskThatNeverMovedStayed() {
        assertThat(Way.of(task(1, List.of()), 1)).isEqualTo(Way.STAYED);
    }

    @Test
    void numberOfAMoveThatFailedIsSpent() {
        assertThat(Way.of(task(2, List.of(move("its target left"))), 1)).isEqualTo(Way.STAYED);
    }

    @Test
    void taskWithAMoveThatSucceededMoved() {
        assertThat(Way.of(task(3, List.of(move("its target left"), move(null))), 2))
                .isEqualTo(Way.MOVED);
    }

    @Test
    void taskWithMoreNumbersThanMovesWasRestarted() {
        assertThat(Way.of(task(3, List.of(move(null))), 2)).isEqualTo(Way.RESTARTED);
    }

    @Test
    void taskWithMoreCopiesThanMovesWasRestartedUnderItsNumber() {
        assertThat(Way.of(task(2, List.of(move("its node has lost it"))), 2)).isEqualTo(Way.RESTARTED);
    }

    @Test
    void outcomesAreCountedByTheirFault() {
        Tally tally = new Tally();
        tally.add(Fault.CONNECTION_CUT, new Outcome(Way.MOVED, 1, List.of()));
        tally.add(Fault.CONNECTION_CUT, new Outcome(Way.STAYED, 1, List.of()));
        tally.add(
                Fault.SOURCE_KILLED,
                new Outcome(
                        Way.RESTARTED,
                        2,
                        List.of(new Finding(Flaw.TWO_COPIES, "2"), new Finding(Flaw.LEFT_OVER, "runs/1"))));

        FaultsReport report = tally.report();

        assertThat(report.failures()).isOne();
        assertThat(report.faults())
                .containsEntry("connectionCut", new FaultsReport.Counts(2, 1, 1, 0, 1, 0, 0, 0, 0))
                .containsEntry("sourceKilled", new FaultsReport.Counts(1, 0, 0, 1, 2, 0, 0, 0, 1));
    }
}
