package org.souk.core.scheduling.preemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.TaskFixture.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.task.Priority;
import org.souk.core.units.Resources;

class PreemptionProtectionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RunningTask never = runs("never", 0);
    private final RunningTask earlier = runs("earlier", 20);
    private final RunningTask last = runs("last", 10);
    private final PreemptionProtection protection =
            new PreemptionProtection(SchedulingRules.DEFAULT, NOON, List.of(never, earlier, last));

    /** Has run for 5 minutes of 30 since it was started or resumed. */
    private static RunningTask runs(String id, int preemptedMinutesAgo) {
        return new RunningTask(
                new TaskId(id),
                1,
                new AccountId("buyer"),
                Priority.NORMAL,
                Optional.empty(),
                new NodeId("n1"),
                Resources.of(1000, 0, 0),
                false,
                false,
                false,
                Optional.of(NOON.minus(MINUTE.multipliedBy(5))),
                MINUTE.multipliedBy(5),
                MINUTE.multipliedBy(30),
                preemptedMinutesAgo == 0 ? 0 : 1,
                preemptedMinutesAgo == 0
                        ? Optional.empty()
                        : Optional.of(NOON.minus(MINUTE.multipliedBy(preemptedMinutesAgo))));
    }

    @Test
    void lastVictimIsSparedUntilItsEnd() {
        assertThat(protection.allows()).accepts(never, earlier).rejects(last);
        assertThat(protection.until(last)).isEqualTo(NOON.plus(MINUTE.multipliedBy(25)));
    }

    /** When the last victim has ended, the one before it is the last one, and is spared. */
    @Test
    void whoWasAVictimOnceMayComeToBeSparedUntilItsEnd() {
        assertThat(protection.untilAtMost(earlier)).isEqualTo(NOON.plus(MINUTE.multipliedBy(25)));
        assertThat(protection.untilAtMost(never)).isBefore(NOON);
        PreemptionProtection afterwards =
                new PreemptionProtection(SchedulingRules.DEFAULT, NOON, List.of(never, earlier));
        assertThat(afterwards.allows()).accepts(never).rejects(earlier);
    }
}
