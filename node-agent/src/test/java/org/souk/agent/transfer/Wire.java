package org.souk.agent.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A stretch of network to a port of this machine that fails as a test wants it to. */
final class Wire implements AutoCloseable {
    private final ServerSocket listener;
    private final int destination;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong carried = new AtomicLong();
    private final AtomicInteger cutsLeft = new AtomicInteger();
    private final AtomicInteger flipsLeft = new AtomicInteger();
    private volatile long every = Long.MAX_VALUE;
    private final AtomicLong nextFault = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean closed;

    Wire(int destination) throws IOException {
        this.destination = destination;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes that went towards the destination or back. */
    long carried() {
        return carried.get();
    }

    /** Cuts all connections each time that so many more bytes went through. */
    Wire cutting(int times, long afterEvery) {
        every = afterEvery;
        nextFault.set(afterEvery);
        cutsLeft.set(times);
        return this;
    }

    /** Changes one byte each time that so many more bytes went through. */
    Wire corrupting(int times, long afterEvery) {
        every = afterEvery;
        nextFault.set(afterEvery);
        flipsLeft.set(times);
        return this;
    }

    int cutsLeft() {
        return cutsLeft.get();
    }

    int flipsLeft() {
        return flipsLeft.get();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket from = listener.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), destination);
                open.add(from);
                open.add(to);
                start(() -> pump(from, to));
                start(() -> pump(to, from));
            } catch (IOException e) {
                if (!closed) {
                    // The destination is away: whoever came is sent off.
                    cut();
                }
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                // Small writes are HTTP/2's own: a fault in the snapshot's bytes is what is meant.
                if (carried.addAndGet(read) >= nextFault.get() && read > 8 * 1024) {
                    nextFault.addAndGet(every);
                    fault(buffer, read);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One end is gone, and the other follows.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void fault(byte[] buffer, int read) {
        if (cutsLeft.get() > 0) {
            cutsLeft.decrementAndGet();
            cut();
        } else if (flipsLeft.get() > 0) {
            flipsLeft.decrementAndGet();
            buffer[read / 2] ^= 0x40;
        }
    }

    /** Cuts every connection. */
    void cut() {
        open.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void start(Runnable life) {
        Thread thread = new Thread(life, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        cut();
    }
}
