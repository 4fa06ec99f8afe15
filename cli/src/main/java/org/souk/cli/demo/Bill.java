package org.souk.cli.demo;

import java.util.Collection;
import java.util.Optional;
import org.souk.cli.local.LocalFailure;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.LedgerBody;
import org.souk.protocol.rest.TaskBody;

/**
 * The sum of the tasks' bills, in micro-credits.
 *
 * @param paid to the sellers
 * @param fee the marketplace's part
 */
record Bill(long charged, long paid, long fee) {
    private static final String FEES = "fees";

    static Bill of(Collection<TaskBody> tasks) {
        long charged = 0;
        long paid = 0;
        long fee = 0;
        for (TaskBody task : tasks) {
            BillBody bill = task.ending() == null ? null : task.ending().bill();
            if (bill != null) {
                charged += bill.chargedMicros();
                paid += bill.paidMicros();
                fee += bill.feeMicros();
            }
        }
        return new Bill(charged, paid, fee);
    }

    /**
     * Compares with the ledger of a market that has seen nothing else.
     *
     * @param earned what the seller has
     * @throws LocalFailure naming what does not agree
     */
    void check(LedgerBody ledger, long earned) throws LocalFailure {
        long fees = Optional.ofNullable(ledger.balances().get(FEES)).orElse(0L);
        if (ledger.sumMicros() != 0) {
            throw new LocalFailure("the ledger sums to " + ledger.sumMicros() + " and not to zero");
        }
        if (charged != paid + fee || earned != paid || fees != fee) {
            throw new LocalFailure("the bills (" + charged + " charged, " + paid + " paid, " + fee
                    + " fee) are not what the ledger has: " + earned + " earned, " + fees + " fees");
        }
    }
}
