package org.souk.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.souk.core.common.ChangeSequence;

/**
 * Knows which transactions of this process are open, and a number below all that each may have taken from a sequence: what
 * H2, which tells of no transaction's id, cannot say. Every transaction is marked before it writes, see {@link #begin}, and
 * its mark is closed once it is over. Marks read no database.
 */
@ApplicationScoped
public class CommitHorizon {
    private final Set<Mark> open = new HashSet<>();
    private final ThreadLocal<Mark> own = new ThreadLocal<>();
    private long known = ChangeSequence.START + 1;

    /** One open transaction. */
    public final class Mark implements AutoCloseable {
        private final long number;

        private Mark(long number) {
            this.number = number;
        }

        /** The transaction is committed or rolled back; called again, and by any thread, it does nothing more. */
        @Override
        public void close() {
            end(this);
        }
    }

    /** This thread's transaction begins: it has taken no number yet. */
    public synchronized Mark begin() {
        Mark mark = new Mark(known);
        open.add(mark);
        own.set(mark);
        return mark;
    }

    private synchronized void end(Mark mark) {
        open.remove(mark);
        if (own.get() == mark) {
            own.remove();
        }
    }

    /**
     * Up to where no number belongs to an open transaction, but for this thread's own.
     *
     * @param next the number that comes next; read before this call, so that who begins after it takes none below
     */
    public synchronized long below(long next) {
        known = Math.max(known, next);
        long horizon = next;
        for (Mark mark : open) {
            if (mark != own.get()) {
                horizon = Math.min(horizon, mark.number);
            }
        }
        return horizon;
    }

    /** How many transactions are open. */
    synchronized int openCount() {
        return open.size();
    }
}
