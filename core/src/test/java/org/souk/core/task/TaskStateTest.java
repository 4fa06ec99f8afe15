package org.souk.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.task.TaskState.ASSIGNED;
import static org.souk.core.task.TaskState.BLOCKED;
import static org.souk.core.task.TaskState.CANCELLED;
import static org.souk.core.task.TaskState.CANCELLING;
import static org.souk.core.task.TaskState.COMPLETED;
import static org.souk.core.task.TaskState.FAILED;
import static org.souk.core.task.TaskState.QUEUED;
import static org.souk.core.task.TaskState.RUNNING;
import static org.souk.core.task.TaskState.SUSPENDED;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.souk.core.pricing.Bill;

class TaskStateTest {
    private static final Map<TaskState, Set<TaskState>> LEGAL = Map.of(
            BLOCKED, Set.of(QUEUED, FAILED, CANCELLED),
            QUEUED, Set.of(ASSIGNED, FAILED, CANCELLED),
            ASSIGNED, Set.of(RUNNING, SUSPENDED, QUEUED, CANCELLING, COMPLETED, FAILED),
            RUNNING, Set.of(RUNNING, SUSPENDED, QUEUED, CANCELLING, COMPLETED, FAILED),
            SUSPENDED, Set.of(ASSIGNED, RUNNING, QUEUED, CANCELLING, COMPLETED, FAILED),
            CANCELLING, Set.of(COMPLETED, FAILED, CANCELLED),
            COMPLETED, Set.of(),
            FAILED, Set.of(),
            CANCELLED, Set.of());

    @ParameterizedTest
    @EnumSource
    void everyTransitionIsLegalOrNot(TaskState from) {
        for (TaskState to : TaskState.values()) {
            assertThat(from.canBecome(to))
                    .as(from + " to " + to)
                    .isEqualTo(LEGAL.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void finalStatesLeadNowhereAndHoldNoNode(TaskState state) {
        assertThat(state.isFinal()).isEqualTo(LEGAL.get(state).isEmpty());
        assertThat(state.isFinal() && state.isOnNode()).isFalse();
    }

    @Test
    void illegalStepThrowsAndNamesTheTask() {
        Task queued = aTask().id("t7").submitted();

        assertThatThrownBy(() -> queued.running(NOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("t7")
                .hasMessageContaining("QUEUED")
                .hasMessageContaining("RUNNING");
        Task ended = queued.ended(Ending.without(EndReason.CANCELLED, ""), Bill.NOTHING, NOON);
        assertThatThrownBy(() -> ended.cancelling(NOON)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheBuyersOwnEndsAreBilled(EndReason reason) {
        assertThat(reason.isRetried() && reason.isBilled()).isFalse();
        assertThat(reason.isRetried()).isEqualTo(!reason.leadsTo().isFinal());
    }
}
