package org.souk.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.souk.cli.local.LocalFailure;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.LedgerBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;

class BillTest {
    private static final Bill BILL = new Bill(100, 95, 5);

    private static TaskBody charged(long charged, long fee) {
        BillBody bill = new BillBody(charged, 0, 0, charged, charged - fee, fee, 0);
        EndingBody ending = new EndingBody("SUCCESS", "", 0, 1, 1, 1, List.of(), null, null, bill);
        return new TaskBody(
                "t",
                "b",
                null,
                StateName.COMPLETED,
                1,
                "n",
                1,
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
                ending);
    }

    private static TaskBody waiting() {
        return new TaskBody(
                "t",
                "b",
                null,
                StateName.QUEUED,
                0,
                null,
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

    private static LedgerBody ledger(long sum, long fees) {
        return new LedgerBody(Map.of("fees", fees), sum);
    }

    @Test
    void addsTheBillsOfWhatHasEnded() {
        // 60 + 40 = 100; (60 − 3) + (40 − 2) = 95; 3 + 2 = 5.
        assertThat(Bill.of(List.of(charged(60, 3), waiting(), charged(40, 2)))).isEqualTo(BILL);
    }

    @Test
    void agreesWithALedgerThatHasTheSame() {
        assertThatCode(() -> BILL.check(ledger(0, 5), 95)).doesNotThrowAnyException();
    }

    @Test
    void aLedgerThatDoesNotSumToZeroIsAFailure() {
        assertThatThrownBy(() -> BILL.check(ledger(-1, 5), 95))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("sums to -1");
    }

    @Test
    void aSellerOrMarketThatEarnedAnythingElseIsAFailure() {
        assertThatThrownBy(() -> BILL.check(ledger(0, 5), 96)).hasMessageContaining("96 earned");
        assertThatThrownBy(() -> BILL.check(ledger(0, 4), 95)).hasMessageContaining("4 fees");
        assertThatThrownBy(() -> new Bill(101, 95, 5).check(ledger(0, 5), 95)).hasMessageContaining("101 charged");
    }
}
