package org.souk.lab.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Between one agent and the market: shows each frame to a tap, and delivers it as often as that says. */
final class FrameProxy extends Proxy {
    private final String seat;
    private final Tap tap;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "late-frames");
        thread.setDaemon(true);
        return thread;
    });

    /** @param seat name of the agent */
    FrameProxy(String seat, int towards, Tap tap) {
        super(towards);
        this.seat = seat;
        this.tap = tap;
    }

    @Override
    void pass(Socket from, Socket to, boolean there) throws IOException {
        MessageReader reader = new MessageReader(from.getInputStream());
        OutputStream out = to.getOutputStream();
        write(out, reader.handshake());
        for (Optional<Message> next = reader.next(); next.isPresent(); next = reader.next()) {
            Message message = next.get();
            if (message.isText()) {
                for (Duration after : tap.passing(Frame.of(seat, there, message.text()))) {
                    deliver(out, message.raw(), after);
                }
            } else {
                write(out, message.raw());
            }
        }
    }

    private void deliver(OutputStream out, byte[] raw, Duration after) throws IOException {
        if (after.isZero()) {
            write(out, raw);
            return;
        }
        var unused = later.schedule(
                () -> {
                    try {
                        write(out, raw);
                    } catch (IOException e) {
                        // The connection has ended meanwhile.
                        return;
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        later.shutdownNow();
        super.close();
    }
}
