package org.souk.lab.throughput;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TransferBody;

/**
 * What became of the tasks in the end, by the market's own books.
 *
 * @param lost taken, but not ended
 * @param failed ended, but not completed
 * @param unpaid ended, but not settled in the ledger
 * @param paidTwice settled more than once
 */
record Outcome(int lost, int failed, int unpaid, int paidTwice) {
    private static final String SETTLEMENT = "settle";

    static Outcome of(Collection<String> taken, Collection<TaskBody> tasks, Collection<TransferBody> transfers) {
        Map<String, Integer> settlements = new HashMap<>();
        for (TransferBody transfer : transfers) {
            if (transfer.kind().equalsIgnoreCase(SETTLEMENT)) {
                settlements.merge(transfer.task(), 1, Integer::sum);
            }
        }
        Set<String> ended = new HashSet<>();
        int failed = 0;
        for (TaskBody task : tasks) {
            if (task.state().isFinal()) {
                ended.add(task.id());
                failed += task.state() == StateName.COMPLETED ? 0 : 1;
            }
        }
        int lost = (int) taken.stream().filter(task -> !ended.contains(task)).count();
        int unpaid = (int)
                ended.stream().filter(task -> !settlements.containsKey(task)).count();
        int paidTwice =
                (int) settlements.values().stream().filter(times -> times > 1).count();
        return new Outcome(lost, failed, unpaid, paidTwice);
    }

    boolean isFaultless() {
        return lost == 0 && failed == 0 && unpaid == 0 && paidTwice == 0;
    }
}
