package org.souk.api.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Sends frames in order, one at a time, on threads of its own: whoever has a frame to send never waits for the network.
 * The queue is bounded; a reader that lets it fill is closed. Frames can be put in before {@link #begin}; they wait for
 * it.
 */
public final class Outbox {
    private final Wire wire;
    private final Executor executor;
    private final int capacity;
    private final Deque<Supplier<String>> queue = new ArrayDeque<>();
    private boolean begun;
    private boolean draining;
    private boolean closed;

    /** @param capacity frames that may wait */
    public Outbox(Wire wire, Executor executor, int capacity) {
        this.wire = wire;
        this.executor = executor;
        this.capacity = capacity;
    }

    /** Sends what was put in and what will be. */
    public void begin() {
        synchronized (queue) {
            begun = true;
        }
        drainSoon();
    }

    /** Sends this frame before all others, and from now on the others. */
    public void begin(Supplier<String> first) {
        synchronized (queue) {
            if (!closed) {
                queue.addFirst(first);
            }
        }
        begin();
    }

    /** @param frame encoded when its turn comes */
    public void send(Supplier<String> frame) {
        boolean overflow;
        synchronized (queue) {
            if (closed) {
                return;
            }
            overflow = queue.size() >= capacity;
            if (!overflow) {
                queue.add(frame);
            }
        }
        if (overflow) {
            close(new Closing(Closing.TOO_SLOW, "more than " + capacity + " frames wait to be read"));
        } else {
            drainSoon();
        }
    }

    /** Drops what waits and closes the connection. Only the first call counts. */
    public void close(Closing closing) {
        if (stop()) {
            executor.execute(() -> wire.close(closing));
        }
    }

    /** Drops what waits: the connection is gone. */
    public void closed() {
        stop();
    }

    private boolean stop() {
        synchronized (queue) {
            boolean first = !closed;
            closed = true;
            queue.clear();
            return first;
        }
    }

    private void drainSoon() {
        synchronized (queue) {
            if (!begun || draining || queue.isEmpty()) {
                return;
            }
            draining = true;
        }
        executor.execute(this::drain);
    }

    /** Sends until the queue is empty or a frame is under way, whose completion then goes on. */
    private void drain() {
        for (; ; ) {
            Supplier<String> next;
            synchronized (queue) {
                next = queue.poll();
                if (next == null) {
                    draining = false;
                    return;
                }
            }
            AtomicBoolean handedOver = new AtomicBoolean();
            wire.send(next.get(), sent -> {
                if (!sent) {
                    closed();
                }
                // Whoever comes second goes on: this completion, or the loop that it would otherwise overtake.
                if (!handedOver.compareAndSet(false, true)) {
                    executor.execute(this::drain);
                }
            });
            if (handedOver.compareAndSet(false, true)) {
                return;
            }
        }
    }
}
