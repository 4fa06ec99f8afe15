package org.souk.lab.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands on a loopback port for another one. It can go down, which resets every connection and refuses new ones, and come
 * up again on the same port. What passes is the business of subclasses.
 */
abstract class Proxy implements AutoCloseable {
    private final int towards;
    private final Set<Crossing> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private int port;

    /** @param towards the port that it stands for; nobody needs to listen there yet */
    Proxy(int towards) {
        this.towards = towards;
    }

    /** Listens, the first time on any free port and later on the same. */
    synchronized void up() throws IOException {
        if (listener != null) {
            return;
        }
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listener = socket;
        port = socket.getLocalPort();
        daemon("accepts", () -> accept(socket));
    }

    /** Where it listens. */
    synchronized int port() {
        return port;
    }

    /** Resets every connection and refuses new ones. */
    synchronized void down() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        cut();
    }

    /** Resets every connection; new ones may come. */
    void cut() {
        open.forEach(Crossing::close);
        open.clear();
    }

    @Override
    public void close() throws IOException {
        down();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket near = socket.accept();
                daemon("connects", () -> join(near, socket));
            } catch (IOException e) {
                // Closed: it is down.
                return;
            }
        }
    }

    private void join(Socket near, ServerSocket acceptedBy) {
        Crossing crossing = new Crossing(near);
        open.add(crossing);
        try {
            crossing.connect(towards);
            daemon("there", () -> carry(crossing, true));
            daemon("back", () -> carry(crossing, false));
        } catch (IOException e) {
            over(crossing);
        }
        if (acceptedBy.isClosed()) {
            // It went down meanwhile.
            over(crossing);
        }
    }

    private void carry(Crossing crossing, boolean there) {
        try {
            if (there) {
                pass(crossing.near(), crossing.far(), true);
            } else {
                pass(crossing.far(), crossing.near(), false);
            }
        } catch (IOException e) {
            // One side has gone: so does the other.
        } finally {
            over(crossing);
        }
    }

    private void over(Crossing crossing) {
        open.remove(crossing);
        crossing.close();
    }

    /**
     * Carries one direction until it ends.
     *
     * @param there whether it is the direction of who has connected
     */
    abstract void pass(Socket from, Socket to, boolean there) throws IOException;

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
