package org.souk.lab.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MachinesTest {
    private static final Amount ONE = new Amount(1_000, 1_024);
    private static final Amount TWO = new Amount(2_000, 2_048);

    @Test
    void oldestEndsFirstAndGivesItsRoomBack() {
        Machines machines = new Machines(List.of(TWO));
        Placed first = new Placed(new Pod(0, ONE), 0);
        machines.place(first);
        machines.place(new Placed(new Pod(1, ONE), 0));
        assertThat(machines.free(0)).isEqualTo(Amount.NONE);
        assertThat(machines.endOldest()).isEqualTo(first);
        assertThat(machines.free(0)).isEqualTo(ONE);
        assertThat(machines.runningCount()).isEqualTo(1);
    }

    @Test
    void placementThatDoesNotFitIsAnError() {
        Machines machines = new Machines(List.of(ONE));
        assertThatThrownBy(() -> machines.place(new Placed(new Pod(0, TWO), 0)))
                .hasMessageContaining("machine 0 was oversold");
    }

    @Test
    void podRunsOnce() {
        Machines machines = new Machines(List.of(TWO, TWO));
        machines.place(new Placed(new Pod(0, ONE), 0));
        assertThatThrownBy(() -> machines.place(new Placed(new Pod(0, ONE), 1))).hasMessage("pod 0 was placed twice");
    }

    @Test
    void mixIsKeptWhateverTheNumber() {
        List<Amount> given = List.of(ONE, ONE, TWO, TWO);
        assertThat(sizes(Machines.like(given, 2))).containsExactly(ONE, TWO);
        assertThat(sizes(Machines.like(given, 8))).containsExactly(ONE, ONE, ONE, ONE, TWO, TWO, TWO, TWO);
    }

    @Test
    void fillingTakesTheFirstWithRoomAndLeavesOutWhatFitsNowhere() {
        Machines machines = new Machines(List.of(ONE, TWO));
        machines.fill(List.of(new Pod(0, TWO), new Pod(1, TWO), new Pod(2, ONE)));
        assertThat(machines.running()).containsExactly(new Placed(new Pod(0, TWO), 1), new Placed(new Pod(2, ONE), 0));
    }

    private static List<Amount> sizes(Machines machines) {
        return IntStream.range(0, machines.count()).mapToObj(machines::size).toList();
    }
}
