package org.souk.agent.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.souk.agent.work.WorkerPool.Lease;

class WorkerPoolTest {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Deque<CompletableFuture<Worker>> starts = new ArrayDeque<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<FakeWorker> workers = new ArrayList<>();
    private long now;

    private WorkerPool pool(int warm, int atOnce, int idleAtMost) {
        PoolPolicy policy = new PoolPolicy(warm, 256 * MIB, atOnce, 2, idleAtMost, PATIENCE, Duration.ofSeconds(60));
        return new WorkerPool(this::start, policy, () -> now);
    }

    private CompletableFuture<Worker> start(long ramBytes) {
        CompletableFuture<Worker> start = new CompletableFuture<>();
        starts.add(start);
        sizes.add(ramBytes);
        return start;
    }

    private FakeWorker startSucceeds() {
        FakeWorker worker = new FakeWorker(workers.size() + 1L);
        workers.add(worker);
        starts.remove().complete(worker);
        return worker;
    }

    private void later(Duration time, WorkerPool pool) {
        now += time.toNanos();
        pool.tick();
    }

    private static long pid(CompletableFuture<Lease> lease) {
        assertThat(lease).isCompleted();
        return lease.join().worker().pid();
    }

    @Test
    void warmWorkerIsStartedBeforeAnybodyAsksAndServesAtOnce() {
        WorkerPool pool = pool(1, 1, 4);
        pool.tick();
        startSucceeds();

        assertThat(pid(pool.acquire("alice", 64 * MIB))).isEqualTo(1);
    }

    @Test
    void workerServesOnlyOneBuyerInItsLife() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> alice = pool.acquire("alice", 64 * MIB);
        startSucceeds();
        alice.join().close();

        CompletableFuture<Lease> bob = pool.acquire("bob", 64 * MIB);

        assertThat(bob).isNotDone();
        startSucceeds();
        assertThat(pid(bob)).isEqualTo(2);
    }

    @Test
    void warmWorkerIsUsedAgainForTheSameBuyer() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> first = pool.acquire("alice", 64 * MIB);
        startSucceeds();
        first.join().close();

        assertThat(pid(pool.acquire("alice", 64 * MIB))).isEqualTo(1);
        assertThat(starts).isEmpty();
    }

    @Test
    void whoWaitsLongerIsServedFirst() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> running = pool.acquire("alice", 64 * MIB);
        startSucceeds();
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);
        CompletableFuture<Lease> third = pool.acquire("alice", 64 * MIB);

        running.join().close();

        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void suspendedWorkerDoesNotServeItsBuyersOtherTasks() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> suspended = pool.acquire("alice", 64 * MIB);
        startSucceeds();
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);
        assertThat(starts).isEmpty();

        suspended.join().suspended(true);

        startSucceeds();
        assertThat(pid(second)).isEqualTo(2);
    }

    @Test
    void workerThatServesAgainIsCountedAgain() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> lease = pool.acquire("alice", 64 * MIB);
        startSucceeds();
        lease.join().suspended(true);
        lease.join().suspended(false);

        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);

        assertThat(starts).isEmpty();
        lease.join().close();
        assertThat(pid(second)).isEqualTo(1);
    }

    @Test
    void manyShortTasksAreServedByFewWorkers() {
        WorkerPool pool = pool(0, 2, 4);
        Deque<CompletableFuture<Lease>> leases = new ArrayDeque<>();
        for (int i = 0; i < 40; i++) {
            leases.add(pool.acquire("alice", 64 * MIB));
        }
        startSucceeds();
        startSucceeds();

        // Each ends after 5 ms: 40 tasks on 2 workers are through in 100 ms, long before patience ends.
        for (int served = 0; served < 40; served++) {
            later(Duration.ofMillis(5), pool);
            leases.remove().join().close();
        }

        assertThat(leases).isEmpty();
        assertThat(workers).hasSize(2);
        assertThat(starts).isEmpty();
    }

    @Test
    void whoWaitsLongInAQueueThatMovesIsNotHelpedByAnotherWorker() {
        WorkerPool pool = pool(0, 2, 4);
        Deque<CompletableFuture<Lease>> leases = new ArrayDeque<>();
        for (int i = 0; i < 40; i++) {
            leases.add(pool.acquire("alice", 64 * MIB));
        }
        startSucceeds();
        startSucceeds();

        for (int served = 0; served < 40; served++) {
            later(PATIENCE.dividedBy(2), pool);
            leases.remove().join().close();
        }

        assertThat(workers).hasSize(2);
        assertThat(starts).isEmpty();
    }

    @Test
    void buyerWhoseQueueMovesLeavesTheWarmWorkersToOthers() {
        WorkerPool pool = pool(1, 1, 4);
        pool.tick();
        startSucceeds();
        Lease running = pool.acquire("alice", 64 * MIB).join();
        pool.tick();
        startSucceeds();
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);

        assertThat(second).isNotDone();
        assertThat(pid(pool.acquire("bob", 64 * MIB))).isEqualTo(2);
        running.close();

        assertThat(pid(second)).isEqualTo(1);
    }

    @Test
    void queueThatStopsMovingGetsAnotherWorker() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> first = pool.acquire("alice", 64 * MIB);
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);
        CompletableFuture<Lease> third = pool.acquire("alice", 64 * MIB);
        startSucceeds();
        later(PATIENCE.minusMillis(1), pool);
        first.join().close();

        later(PATIENCE.minusMillis(1), pool);
        assertThat(starts).isEmpty();
        later(Duration.ofMillis(1), pool);

        assertThat(starts).hasSize(1);
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void workerThatWorkedLastIsTakenFirst() {
        WorkerPool pool = pool(0, 2, 4);
        CompletableFuture<Lease> first = pool.acquire("alice", 64 * MIB);
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);
        startSucceeds();
        startSucceeds();
        first.join().close();
        later(Duration.ofMillis(1), pool);
        second.join().close();

        assertThat(pid(pool.acquire("alice", 64 * MIB))).isEqualTo(2);
    }

    @Test
    void longTasksGetAWorkerEachTwoStartsAtATime() {
        WorkerPool pool = pool(0, 2, 4);
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            leases.add(pool.acquire("alice", 64 * MIB));
        }

        while (!starts.isEmpty()) {
            assertThat(starts).hasSizeLessThanOrEqualTo(2);
            later(PATIENCE, pool);
            startSucceeds();
        }

        assertThat(leases).allMatch(CompletableFuture::isDone);
        assertThat(workers).hasSize(40);
        later(PATIENCE, pool);
        assertThat(starts).isEmpty();
    }

    @Test
    void whereStartsTakeLongMoreOfThemAreConsideredLater() {
        WorkerPool pool = pool(0, 1, 4);
        pool.acquire("alice", 64 * MIB);
        now += Duration.ofSeconds(5).toNanos();
        startSucceeds();
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);

        later(PATIENCE, pool);
        assertThat(starts).isEmpty();
        later(Duration.ofSeconds(5), pool);

        assertThat(starts).hasSize(1);
        assertThat(second).isNotDone();
    }

    @Test
    void heapIsThePowerOfTwoThatHoldsTheTask() {
        WorkerPool pool = pool(0, 4, 4);
        pool.acquire("alice", 100 * MIB);
        pool.acquire("alice", 512 * MIB);

        assertThat(sizes).containsExactly(128 * MIB, 512 * MIB);
        assertThat(WorkerPool.classOf(1)).isEqualTo(64 * MIB);
        assertThat(WorkerPool.classOf(512 * MIB + 1)).isEqualTo(1024 * MIB);
    }

    @Test
    void workerTakesOnlyWhatFits() {
        WorkerPool pool = pool(1, 1, 4);
        pool.tick();
        startSucceeds();

        CompletableFuture<Lease> large = pool.acquire("alice", 1024 * MIB);

        assertThat(large).isNotDone();
        startSucceeds();
        assertThat(pid(large)).isEqualTo(2);
    }

    @Test
    void idleWorkerOfAnotherBuyerMakesRoom() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> alice = pool.acquire("alice", 64 * MIB);
        FakeWorker first = startSucceeds();
        alice.join().close();

        pool.acquire("bob", 64 * MIB);

        assertThat(first.isAlive()).isFalse();
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void idleWorkerEndsAfterAWhile() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> alice = pool.acquire("alice", 64 * MIB);
        FakeWorker worker = startSucceeds();
        alice.join().close();

        later(Duration.ofSeconds(59), pool);
        assertThat(worker.isAlive()).isTrue();
        later(Duration.ofSeconds(1), pool);

        assertThat(worker.isAlive()).isFalse();
        assertThat(pool.size()).isZero();
    }

    @Test
    void fewWorkersAreKeptIdle() {
        WorkerPool pool = pool(0, 3, 2);
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            leases.add(pool.acquire("alice", 64 * MIB));
        }
        while (!starts.isEmpty()) {
            startSucceeds();
        }

        leases.forEach(lease -> lease.join().close());

        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void workerThatDiedIsNotUsedAgain() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> first = pool.acquire("alice", 64 * MIB);
        startSucceeds().die();
        first.join().close();

        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);

        startSucceeds();
        assertThat(pid(second)).isEqualTo(2);
    }

    @Test
    void workerThatDiesWhileIdleIsNotGiven() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> first = pool.acquire("alice", 64 * MIB);
        FakeWorker worker = startSucceeds();
        first.join().close();
        worker.die();

        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);

        assertThat(second).isNotDone();
        startSucceeds();
        assertThat(pid(second)).isEqualTo(2);
    }

    @Test
    void failedStartDisappointsOnlyTheFirstInTheQueue() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> first = pool.acquire("alice", 64 * MIB);
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);

        starts.remove().completeExceptionally(new IOException("no java"));

        assertThatThrownBy(first::join).hasRootCauseMessage("no java");
        assertThat(second).isNotDone();
        startSucceeds();
        assertThat(second).isCompleted();
    }

    @Test
    void whoGivesUpLeavesTheQueue() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> first = pool.acquire("alice", 64 * MIB);
        CompletableFuture<Lease> second = pool.acquire("alice", 64 * MIB);

        first.cancel(false);
        startSucceeds();

        assertThat(second).isCompleted();
    }

    @Test
    void closingEndsAllWorkersAndDisappointsWhoWaits() {
        WorkerPool pool = pool(0, 1, 4);
        CompletableFuture<Lease> running = pool.acquire("alice", 64 * MIB);
        FakeWorker worker = startSucceeds();
        CompletableFuture<Lease> waiting = pool.acquire("alice", 64 * MIB);

        pool.close();

        assertThat(running).isCompleted();
        assertThat(worker.isAlive()).isFalse();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(pool.acquire("alice", 64 * MIB)).isCompletedExceptionally();
    }

    @Test
    void workerThatIsReadyAfterClosingIsEnded() {
        WorkerPool pool = pool(0, 1, 4);
        pool.acquire("alice", 64 * MIB);
        pool.close();

        assertThat(startSucceeds().isAlive()).isFalse();
    }
}
