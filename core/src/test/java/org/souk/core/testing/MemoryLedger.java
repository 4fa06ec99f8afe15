package org.souk.core.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.souk.core.common.TaskId;
import org.souk.core.ledger.AlreadyPosted;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Posting;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;

/** {@link Ledger} in maps. */
public final class MemoryLedger implements Ledger, MemoryDatabase.Restorable {
    private final MemoryDatabase database;
    private final TreeMap<String, Transfer> transfers = new TreeMap<>();
    private final Set<TaskTransfer> posted = new HashSet<>();
    private final TreeMap<LedgerAccount, Money> balances = new TreeMap<>();

    private record TaskTransfer(TaskId task, Transfer.Kind kind) {}

    MemoryLedger(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void post(List<Transfer> batch) {
        database.requireTransaction();
        Map<LedgerAccount, Money> changes = new TreeMap<>();
        for (Transfer transfer : batch) {
            transfer.task().ifPresent(task -> {
                if (!posted.add(new TaskTransfer(task, transfer.kind()))) {
                    throw new AlreadyPosted(transfer);
                }
            });
            transfers.put(transfer.id(), transfer);
            transfer.postings().forEach(p -> changes.merge(p.account(), p.amount(), Money::plus));
        }
        changes.forEach((account, change) -> {
            Money before = balance(account);
            Money after = before.plus(change);
            if (after.isNegative() && !account.mayBeNegative()) {
                throw new InsufficientFunds(account, before, change.negated());
            }
            balances.put(account, after);
        });
    }

    @Override
    public Money balance(LedgerAccount account) {
        database.requireTransaction();
        return balances.getOrDefault(account, Money.ZERO);
    }

    @Override
    public Map<LedgerAccount, Money> balances() {
        database.requireTransaction();
        return new TreeMap<>(balances);
    }

    @Override
    public Money sum() {
        database.requireTransaction();
        return transfers.values().stream()
                .flatMap(t -> t.postings().stream())
                .map(Posting::amount)
                .reduce(Money.ZERO, Money::plus);
    }

    @Override
    public List<Transfer> transfers(Optional<LedgerAccount> account, Optional<String> before, int limit) {
        database.requireTransaction();
        return transfers.descendingMap().values().stream()
                .filter(t -> account.map(a ->
                                t.postings().stream().anyMatch(p -> p.account().equals(a)))
                        .orElse(true))
                .filter(t -> before.map(b -> t.id().compareTo(b) < 0).orElse(true))
                .limit(limit)
                .toList();
    }

    @Override
    public Runnable snapshot() {
        Map<String, Transfer> transfersBefore = Map.copyOf(transfers);
        Set<TaskTransfer> postedBefore = Set.copyOf(posted);
        Map<LedgerAccount, Money> balancesBefore = Map.copyOf(balances);
        return () -> {
            transfers.clear();
            transfers.putAll(transfersBefore);
            posted.clear();
            posted.addAll(postedBefore);
            balances.clear();
            balances.putAll(balancesBefore);
        };
    }
}
