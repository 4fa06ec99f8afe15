package org.souk.core.testing;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.Transactions;

/**
 * The in-memory stores under one lock: transactions run one after the other, and one that throws is undone. Calling a
 * store outside of a transaction is an error, as it is with a real database.
 */
public final class MemoryDatabase implements Transactions, ChangeSequence {
    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryTaskStore tasks = new MemoryTaskStore(this);
    private final MemoryNodeStore nodes = new MemoryNodeStore(this);
    private final MemoryAccountStore accounts = new MemoryAccountStore(this);
    private final MemoryLedger ledger = new MemoryLedger(this);
    private final MemoryLoadStore loads = new MemoryLoadStore(this);
    private final MemoryModelStore models = new MemoryModelStore(this);
    private long commits;
    private long changes;

    /** A store that can be put back to where it was. */
    interface Restorable {
        /** @return restores the content of this moment */
        Runnable snapshot();
    }

    public MemoryTaskStore tasks() {
        return tasks;
    }

    public MemoryNodeStore nodes() {
        return nodes;
    }

    public MemoryAccountStore accounts() {
        return accounts;
    }

    public MemoryLedger ledger() {
        return ledger;
    }

    public MemoryLoadStore loads() {
        return loads;
    }

    public MemoryModelStore models() {
        return models;
    }

    /** How many transactions have been committed. */
    public long commits() {
        return commits;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.get();
        }
        lock.lock();
        List<Runnable> undo = List.of(
                tasks.snapshot(),
                nodes.snapshot(),
                accounts.snapshot(),
                ledger.snapshot(),
                loads.snapshot(),
                models.snapshot());
        boolean committed = false;
        try {
            T result = work.get();
            committed = true;
            commits++;
            return result;
        } finally {
            if (!committed) {
                undo.forEach(Runnable::run);
            }
            lock.unlock();
        }
    }

    /** The number of one more change. */
    long nextChange() {
        requireTransaction();
        return ++changes;
    }

    @Override
    public long horizon() {
        requireTransaction();
        return changes + 1;
    }

    void requireTransaction() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("no transaction");
        }
    }
}
