package org.souk.lab.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** When which frame of a task's move passed first. Thread-safe. */
final class MoveTrace implements Tap {
    static final String PREPARE = "prepareMove";
    static final String PREPARED = "movePrepared";
    static final String DEPART = "departMove";
    static final String DEPARTED = "moveDeparted";
    static final String RESTORED = "moveRestored";
    static final String START = "startMoved";
    static final String FORGET = "forgetMoved";
    static final String ABORT = "abortMove";
    static final String FAILED = "moveFailed";

    /** Of a move that succeeds, in their order. */
    static final List<String> STEPS = List.of(PREPARE, PREPARED, DEPART, DEPARTED, RESTORED, START, FORGET);

    private static final long GRACE = Duration.ofMillis(500).toNanos();

    private final String task;
    private final Map<String, Long> times = new ConcurrentHashMap<>();

    MoveTrace(String task) {
        this.task = task;
    }

    @Override
    public List<Duration> passing(Frame frame) {
        if (frame.isOf(task)) {
            times.putIfAbsent(frame.type(), System.nanoTime());
        }
        return ONCE;
    }

    /** Whether the move was under way, or had just ended, at a time in nanoseconds. */
    boolean isUnderWay(long at) {
        Long began = times.get(PREPARE);
        return began != null && began <= at && at <= end();
    }

    private long end() {
        long givenUp = Stream.of(ABORT, FAILED)
                .filter(times::containsKey)
                .mapToLong(times::get)
                .min()
                .orElse(Long.MAX_VALUE - GRACE);
        boolean done = times.containsKey(START) && times.containsKey(FORGET);
        long handedOver = done ? Math.max(times.get(START), times.get(FORGET)) : Long.MAX_VALUE - GRACE;
        return Math.min(givenUp, handedOver) + GRACE;
    }
}
