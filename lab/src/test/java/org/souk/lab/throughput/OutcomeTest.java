package org.souk.lab.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TransferBody;

class OutcomeTest {
    private static TaskBody task(String id, StateName state) {
        return new TaskBody(
                id,
                "buyer",
                null,
                state,
                1,
                "node",
                0,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null);
    }

    private static TransferBody transfer(String kind, String task) {
        return new TransferBody(kind + task, kind, task, Instant.EPOCH, List.of());
    }

    private static TransferBody settled(String task) {
        return transfer("settle", task);
    }

    @Test
    void everyTaskEndedAndSettledOnceIsFaultless() {
        Outcome outcome = Outcome.of(
                List.of("a", "b"),
                List.of(task("a", StateName.COMPLETED), task("b", StateName.COMPLETED)),
                List.of(
                        transfer("deposit", null),
                        transfer("hold", "a"),
                        settled("a"),
                        transfer("hold", "b"),
                        settled("b")));
        assertThat(outcome).isEqualTo(new Outcome(0, 0, 0, 0));
        assertThat(outcome.isFaultless()).isTrue();
    }

    @Test
    void whatWasTakenAndIsUnknownOrUnfinishedIsLost() {
        Outcome outcome = Outcome.of(List.of("gone", "waits"), List.of(task("waits", StateName.QUEUED)), List.of());
        assertThat(outcome).isEqualTo(new Outcome(2, 0, 0, 0));
    }

    @Test
    void anEndWithoutSuccessIsAFailure() {
        Outcome outcome = Outcome.of(List.of("a"), List.of(task("a", StateName.FAILED)), List.of(settled("a")));
        assertThat(outcome).isEqualTo(new Outcome(0, 1, 0, 0));
    }

    @Test
    void anEndWithoutSettlementIsUnpaid() {
        Outcome outcome =
                Outcome.of(List.of("a"), List.of(task("a", StateName.COMPLETED)), List.of(transfer("hold", "a")));
        assertThat(outcome).isEqualTo(new Outcome(0, 0, 1, 0));
    }

    @Test
    void aTaskCountsOnceHoweverOftenItIsPaid() {
        Outcome outcome = Outcome.of(
                List.of("a"),
                List.of(task("a", StateName.COMPLETED)),
                Stream.generate(() -> settled("a")).limit(3).toList());
        assertThat(outcome).isEqualTo(new Outcome(0, 0, 0, 1));
        assertThat(outcome.isFaultless()).isFalse();
    }
}
