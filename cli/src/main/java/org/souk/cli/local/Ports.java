package org.souk.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The ports that a control plane listens on, all of the loopback address. */
public record Ports(int http, int webSocket, int grpc, int admin) {
    /** Where Souk listens unless it is told otherwise. */
    public static final Ports DEFAULT = new Ports(8080, 9001, 50051, 4848);

    /** The default ones as far as nobody else has them, else others that are free. */
    public static Ports freeNear(Ports wanted) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            return new Ports(
                    take(wanted.http, taken),
                    take(wanted.webSocket, taken),
                    take(wanted.grpc, taken),
                    take(wanted.admin, taken));
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    /** Ports that are free now. */
    public static Ports free() throws IOException {
        return freeNear(new Ports(0, 0, 0, 0));
    }

    /** One port that is free now. */
    public static int anyFree() throws IOException {
        try (ServerSocket socket = bound(0)) {
            return socket.getLocalPort();
        }
    }

    /** Keeps the socket open, so that the next look finds another one. */
    private static int take(int wanted, List<ServerSocket> taken) throws IOException {
        ServerSocket socket;
        try {
            socket = bound(wanted);
        } catch (IOException inUse) {
            socket = bound(0);
        }
        taken.add(socket);
        return socket.getLocalPort();
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // A server that has just ended leaves connections in TIME_WAIT, which do not keep the next one away.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
