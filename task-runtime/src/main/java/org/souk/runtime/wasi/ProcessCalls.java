package org.souk.runtime.wasi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

/** The functions of WASI that are about the program itself: arguments, environment, clocks, randomness, waiting. */
final class ProcessCalls {

    private static final int MAX_SUBSCRIPTIONS = 1024;
    private static final int SUBSCRIPTION = 48;
    private static final int EVENT = 32;
    private static final int CLOCK = 0;
    private static final long RANDOM_STEP = 0x9E3779B97F4A7C15L;

    private final List<String> arguments;
    private final List<String> environment;
    private final DescriptorTable table;
    private final ProgramClock clock;
    private final Sleep sleep;
    private long randomState;

    ProcessCalls(
            List<String> arguments,
            List<String> environment,
            long randomSeed,
            DescriptorTable table,
            ProgramClock clock,
            Sleep sleep) {
        this.arguments = List.copyOf(arguments);
        this.environment = List.copyOf(environment);
        this.randomState = randomSeed;
        this.table = table;
        this.clock = clock;
        this.sleep = sleep;
    }

    void saveTo(StateWriter state) {
        state.large(randomState);
        clock.saveTo(state);
        sleep.saveTo(state);
    }

    void restoreFrom(StateReader state) throws SnapshotRefused {
        randomState = state.large("state of randomness");
        clock.restoreFrom(state);
        sleep.restoreFrom(state);
    }

    void addTo(Map<String, SystemCall> calls) {
        calls.put("args_sizes_get", (memory, a) -> sizes(memory, arguments, a));
        calls.put("args_get", (memory, a) -> strings(memory, arguments, a));
        calls.put("environ_sizes_get", (memory, a) -> sizes(memory, environment, a));
        calls.put("environ_get", (memory, a) -> strings(memory, environment, a));
        calls.put("clock_res_get", (memory, a) -> {
            now(a[0]);
            memory.putLong(a[1], ProgramClock.NANOS_PER_FUEL);
        });
        calls.put("clock_time_get", (memory, a) -> memory.putLong(a[2], now(a[0])));
        calls.put("random_get", (memory, a) -> random(memory, a));
        calls.put("poll_oneoff", (memory, a) -> poll(memory, a));
        calls.put("proc_exit", (memory, a) -> {
            throw new ProgramExit((int) a[0]);
        });
        calls.put("proc_raise", (memory, a) -> {
            throw new CallFailed(Errno.NOTSUP);
        });
        calls.put("sched_yield", (memory, a) -> {});
        for (String name : List.of("sock_accept", "sock_recv", "sock_send", "sock_shutdown")) {
            calls.put(name, (memory, a) -> {
                table.get(a[0]);
                throw new CallFailed(Errno.NOTSUP);
            });
        }
    }

    private static void sizes(GuestMemory memory, List<String> strings, long[] a) throws CallFailed {
        int bytes = 0;
        for (String string : strings) {
            bytes += string.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        memory.putInt(a[0], strings.size());
        memory.putInt(a[1], bytes);
    }

    private static void strings(GuestMemory memory, List<String> strings, long[] a) throws CallFailed {
        long pointer = a[0];
        long text = a[1];
        for (String string : strings) {
            byte[] utf8 = (string + "\0").getBytes(StandardCharsets.UTF_8);
            memory.putInt(pointer, (int) text);
            memory.write(text, utf8);
            pointer += 4;
            text += utf8.length;
        }
    }

    /** The clocks: real time, the time since it began, and for both CPU clocks the latter too, for the task is alone. */
    private long now(long id) throws CallFailed {
        return switch ((int) id) {
            case 0 -> clock.realTime();
            case 1, 2, 3 -> clock.nanos();
            default -> throw new CallFailed(Errno.INVAL);
        };
    }

    private void random(GuestMemory memory, long[] a) throws CallFailed {
        long length = a[1] & 0xFFFF_FFFFL;
        memory.require(a[0], length);
        byte[] buffer = new byte[4096];
        for (long done = 0; done < length; done += buffer.length) {
            for (int i = 0; i < buffer.length; i += 8) {
                long value = nextRandom();
                for (int k = 0; k < 8; k++) {
                    buffer[i + k] = (byte) (value >>> (8 * k));
                }
            }
            memory.write(a[0] + done, buffer, 0, (int) Math.min(buffer.length, length - done));
        }
    }

    /** The SplitMix64 generator: its whole state is one number. */
    private long nextRandom() {
        randomState += RANDOM_STEP;
        long mixed = (randomState ^ (randomState >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * Files and streams are always ready, so it waits only if every subscription is one to a clock. Which of them are ready
     * then follows from what was asked for, not from how long the wait really took.
     */
    private void poll(GuestMemory memory, long[] a) throws CallFailed {
        long in = a[0];
        long out = a[1];
        int count = (int) a[2];
        if (count < 1 || count > MAX_SUBSCRIPTIONS) {
            throw new CallFailed(Errno.INVAL);
        }
        long[] waits = new long[count];
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            waits[i] = waitOf(memory, in + (long) i * SUBSCRIPTION);
            shortest = Math.min(shortest, waits[i]);
        }
        if (!sleep.lasts(shortest)) {
            return;
        }
        int events = 0;
        for (int i = 0; i < count; i++) {
            if (waits[i] == shortest) {
                event(memory, out + (long) events * EVENT, in + (long) i * SUBSCRIPTION);
                events++;
            }
        }
        memory.putInt(a[3], events);
    }

    /** How long a subscription waits from now on, in nanoseconds, at least 0. */
    private long waitOf(GuestMemory memory, long subscription) throws CallFailed {
        if (memory.u8(subscription + 8) != CLOCK) {
            return 0;
        }
        long timeout = memory.i64(subscription + 24);
        boolean absolute = (memory.u16(subscription + 40) & 1) != 0;
        if (timeout < 0) {
            return Long.MAX_VALUE;
        }
        return absolute ? Math.max(0, timeout - now(memory.i32(subscription + 16))) : timeout;
    }

    private void event(GuestMemory memory, long event, long subscription) throws CallFailed {
        int kind = memory.u8(subscription + 8);
        memory.zero(event, EVENT);
        memory.putLong(event, memory.i64(subscription));
        memory.putByte(event + 10, kind);
        if (kind == CLOCK) {
            return;
        }
        try {
            table.get(memory.i32(subscription + 16));
            memory.putLong(event + 16, 1);
        } catch (CallFailed e) {
            memory.putShort(event + 8, e.errno().number());
        }
    }
}
