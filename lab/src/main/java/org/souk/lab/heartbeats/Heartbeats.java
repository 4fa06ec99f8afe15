package org.souk.lab.heartbeats;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.souk.core.link.AttemptProgress;
import org.souk.core.node.LoadReport;
import org.souk.core.sessions.NodeSessions;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.lab.heartbeats.MarketOnHeap.Holding;

/**
 * The agents, in one thread: each names all its attempts, which run and can be moved, and a load that changes a little.
 * Their owners need little, so that no attempt has to leave.
 */
final class Heartbeats {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long FUEL_OF_A_ROUND = 2_000_000_000;
    private static final double OWN_CPU_PERCENT = 10;
    private static final double RAM_PERCENT = 30;
    private static final double WAVERING = 5;

    private final MarketOnHeap heap;
    private final Random random = new Random(1);
    private int rounds;
    private long sent;
    private long named;
    private long cpuNanos;

    Heartbeats(MarketOnHeap heap) {
        this.heap = heap;
    }

    /** One heartbeat of each node. */
    void round() {
        heap.advance();
        rounds++;
        Fuel fuel = new Fuel(FUEL_OF_A_ROUND * rounds);
        NodeSessions sessions = heap.market().sessions();
        long before = THREADS.getCurrentThreadCpuTime();
        for (Holding holding : heap.holdings()) {
            List<AttemptProgress> held = holding.running(fuel);
            sessions.heartbeat(holding.node(), load(), held);
            named += held.size();
        }
        cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
        sent += heap.holdings().size();
    }

    private LoadReport load() {
        double own = OWN_CPU_PERCENT + WAVERING * random.nextDouble();
        return new LoadReport(
                heap.market().clock().instant(), own, RAM_PERCENT + WAVERING * random.nextDouble(), 0, Bytes.ZERO);
    }

    /** What was counted so far is forgotten: it was warm-up. */
    void forget() {
        sent = 0;
        named = 0;
        cpuNanos = 0;
    }

    long sent() {
        return sent;
    }

    /** Attempts that were named, each as often as it was. */
    long named() {
        return named;
    }

    /** CPU time of the thread by the number of heartbeats, in the market and for making up what they say. */
    Duration cpuEach() {
        return Duration.ofNanos(cpuNanos / sent);
    }
}
