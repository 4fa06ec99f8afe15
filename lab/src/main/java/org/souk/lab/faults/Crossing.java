package org.souk.lab.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A connection that was accepted, and the one that is made for it to where it was meant to go. */
final class Crossing implements AutoCloseable {
    private final Socket near;
    private final Socket far = new Socket();

    Crossing(Socket near) {
        this.near = near;
    }

    /** Connects to a port of this machine. */
    void connect(int port) throws IOException {
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Of who has connected. */
    Socket near() {
        return near;
    }

    /** Of whom it wanted. */
    Socket far() {
        return far;
    }

    /** Ends both as a broken line does: with a reset, and whatever is on its way is lost. */
    @Override
    public void close() {
        reset(near);
        reset(far);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
    }
}
