package org.souk.agent.work;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The workers of a node. A worker runs one task at a time and serves one buyer in its life; a few wait for their first
 * buyer. Attempts wait in order; whichever worker is free first and fits takes the next. Workers have as much heap as
 * the power of two that holds their first task needs, and take what fits.
 *
 * <p>Thread-safe. Futures are completed outside of the lock.
 */
public final class WorkerPool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());
    private static final long SMALLEST_RAM = 64L << 20;

    private final WorkerFactory factory;
    private final PoolPolicy policy;
    private final LongSupplier nanoTime;
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private final List<Member> idle = new ArrayList<>();
    private final Set<Member> busy = new HashSet<>();
    private final List<Long> starting = new ArrayList<>();
    private long lastStartNanos;
    private boolean closed;

    private static final class Member {
        private final Worker worker;
        private final long ramBytes;
        private String buyer;
        private long idleSince;
        private boolean used;
        private boolean suspended;

        private Member(Worker worker, long ramBytes) {
            this.worker = worker;
            this.ramBytes = ramBytes;
        }

        private boolean isGeneric() {
            return buyer == null;
        }

        private boolean fits(Waiting wanted) {
            return ramBytes >= wanted.ramBytes && (isGeneric() || buyer.equals(wanted.buyer));
        }
    }

    private static final class Waiting {
        private final String buyer;
        private final long ramBytes;
        private final long since;
        private final CompletableFuture<Lease> lease = new CompletableFuture<>();

        private Waiting(String buyer, long ramBytes, long since) {
            this.buyer = buyer;
            this.ramBytes = ramBytes;
            this.since = since;
        }
    }

    /** A worker for one task. */
    public final class Lease implements AutoCloseable {
        private final Member member;
        private boolean open = true;

        private Lease(Member member) {
            this.member = member;
        }

        public Worker worker() {
            return member.worker;
        }

        /** Says whether the task on the worker stands still: then it comes free for nobody, and others need another. */
        public void suspended(boolean suspended) {
            synchronized (WorkerPool.this) {
                member.suspended = open && suspended;
            }
            serve();
        }

        /** Gives the worker back; one that died is forgotten. */
        @Override
        public void close() {
            synchronized (WorkerPool.this) {
                if (!open) {
                    return;
                }
                open = false;
                member.suspended = false;
                busy.remove(member);
                if (closed || !member.worker.isAlive()) {
                    member.worker.close();
                } else {
                    member.used = true;
                    rest(member);
                }
            }
            serve();
        }
    }

    public WorkerPool(WorkerFactory factory, PoolPolicy policy, LongSupplier nanoTime) {
        this.factory = factory;
        this.policy = policy;
        this.nanoTime = nanoTime;
    }

    /**
     * Asks for a worker. Cancelling the future gives the place in the queue up; a lease that comes anyway must be
     * closed, so cancel and close what {@link CompletableFuture#getNow} has.
     *
     * @param ramBytes the task's memory limit
     */
    public CompletableFuture<Lease> acquire(String buyer, long ramBytes) {
        Waiting wanted = new Waiting(buyer, ramBytes, nanoTime.getAsLong());
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the pool is closed"));
            }
            waiting.add(wanted);
        }
        serve();
        return wanted.lease;
    }

    /** To be called now and then: starts workers for who waits, ends those that nobody needs, keeps some warm. */
    public void tick() {
        serve();
        synchronized (this) {
            if (closed) {
                return;
            }
            long now = nanoTime.getAsLong();
            endWhere(member -> !member.isGeneric()
                    && now - member.idleSince >= policy.idleLimit().toNanos());
            long ready = idle.stream().filter(Member::isGeneric).count();
            if (waiting.isEmpty() && starting.isEmpty() && ready < policy.warm()) {
                start(classOf(policy.warmRamBytes()));
            }
        }
    }

    /** Process ids of the workers. */
    public synchronized List<Long> pids() {
        return Stream.concat(idle.stream(), busy.stream())
                .map(member -> member.worker.pid())
                .toList();
    }

    /** How many workers there are, the starting ones included. */
    public synchronized int size() {
        return idle.size() + busy.size() + starting.size();
    }

    /** Ends all workers, also those with a task; who waits gets a failure. */
    @Override
    public void close() {
        List<Waiting> disappointed;
        synchronized (this) {
            closed = true;
            idle.forEach(member -> member.worker.close());
            idle.clear();
            busy.forEach(member -> member.worker.close());
            disappointed = List.copyOf(waiting);
            waiting.clear();
        }
        disappointed.forEach(
                wanted -> wanted.lease.completeExceptionally(new IllegalStateException("the pool is closed")));
    }

    private record Match(Waiting wanted, Lease lease) {}

    private void serve() {
        List<Match> matches = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.removeIf(wanted -> wanted.lease.isDone());
            endWhere(member -> !member.worker.isAlive());
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext() && !idle.isEmpty(); ) {
                Waiting wanted = all.next();
                Optional<Member> member = bestIdle(wanted);
                if (member.isPresent()) {
                    all.remove();
                    matches.add(new Match(wanted, occupy(member.get(), wanted.buyer)));
                }
            }
            startForWaiting();
        }
        for (Match match : matches) {
            if (!match.wanted.lease.complete(match.lease)) {
                match.lease.close();
            }
        }
    }

    /**
     * One of the buyer's own before one that is still free for all, the smallest that will do, and of these the one that
     * worked last: its code is compiled best, and the others can end. A free one costs a start, its replacement's.
     */
    private Optional<Member> bestIdle(Waiting wanted) {
        boolean another = mayStartFor(wanted);
        return idle.stream()
                .filter(member -> member.fits(wanted) && (another || !member.isGeneric()))
                .min(Comparator.comparing(Member::isGeneric)
                        .thenComparingLong(member -> member.ramBytes)
                        .thenComparingLong(member -> -member.idleSince));
    }

    private Lease occupy(Member member, String buyer) {
        idle.remove(member);
        member.buyer = buyer;
        busy.add(member);
        return new Lease(member);
    }

    private void rest(Member member) {
        member.idleSince = nanoTime.getAsLong();
        idle.add(member);
        if (idle.size() > policy.idleAtMost()) {
            longestIdle(idle).ifPresent(this::end);
        }
    }

    private void startForWaiting() {
        List<Long> coming = new ArrayList<>(starting);
        for (Waiting wanted : waiting) {
            Optional<Long> covers =
                    coming.stream().filter(ram -> ram >= wanted.ramBytes).findFirst();
            if (covers.isPresent()) {
                coming.remove(covers.get());
                continue;
            }
            if (starting.size() >= policy.startsAtMost()) {
                return;
            }
            if (mayStartFor(wanted) && hasRoom()) {
                start(classOf(wanted.ramBytes));
            }
        }
    }

    /**
     * A start, and the compiling that follows it, cost more than hundreds of small tasks: as long as workers come free
     * the queue moves, and another would only take their cores. On a busy machine a start takes long and makes it
     * busier: nobody is helped by one before so much was waited.
     */
    private boolean mayStartFor(Waiting wanted) {
        long serving = busy.stream()
                        .filter(member -> !member.suspended && member.fits(wanted))
                        .count()
                + starting.stream().filter(ram -> ram >= wanted.ramBytes).count();
        if (serving < policy.atOnce()) {
            return true;
        }
        long now = nanoTime.getAsLong();
        long patience = Math.max(policy.patience().toNanos(), lastStartNanos);
        boolean moves = busy.stream()
                .anyMatch(member ->
                        !member.suspended && member.used && now - member.idleSince < patience && member.fits(wanted));
        return !moves && now - wanted.since >= patience;
    }

    /** Never more workers than attempts; an idle one that suits nobody who waits makes room. */
    private boolean hasRoom() {
        if (size() < waiting.size() + busy.size()) {
            return true;
        }
        List<Member> useless = idle.stream()
                .filter(member -> waiting.stream().noneMatch(member::fits))
                .toList();
        longestIdle(useless).ifPresent(this::end);
        return size() < waiting.size() + busy.size();
    }

    private static Optional<Member> longestIdle(Collection<Member> members) {
        return members.stream().min(Comparator.comparingLong(member -> member.idleSince));
    }

    private void end(Member member) {
        idle.remove(member);
        member.worker.close();
    }

    private void endWhere(Predicate<Member> condition) {
        idle.stream().filter(condition).toList().forEach(this::end);
    }

    private void start(long ramBytes) {
        starting.add(ramBytes);
        long began = nanoTime.getAsLong();
        CompletableFuture<?> unused = factory.start(ramBytes).whenComplete((worker, failure) -> {
            synchronized (this) {
                lastStartNanos = nanoTime.getAsLong() - began;
            }
            started(ramBytes, worker, failure);
        });
    }

    private void started(long ramBytes, Worker worker, Throwable failure) {
        Optional<Waiting> disappointed = Optional.empty();
        synchronized (this) {
            starting.remove(Long.valueOf(ramBytes));
            if (failure != null) {
                LOG.log(Level.ERROR, "A worker could not be started", failure);
                // One waits no longer for each start that fails: else all would wait for ever.
                disappointed = waiting.stream()
                        .filter(wanted -> wanted.ramBytes <= ramBytes)
                        .findFirst();
                disappointed.ifPresent(waiting::remove);
            } else if (closed) {
                worker.close();
            } else {
                rest(new Member(worker, ramBytes));
            }
        }
        disappointed.ifPresent(wanted -> wanted.lease.completeExceptionally(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
        serve();
    }

    /** The power of two that holds so much. */
    static long classOf(long ramBytes) {
        long highest = Long.highestOneBit(Math.max(ramBytes, SMALLEST_RAM));
        return highest >= ramBytes ? highest : highest << 1;
    }
}
