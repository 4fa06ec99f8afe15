package org.souk.agent.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;

/** What the tests of transfers share. */
final class Loopback {
    static final String SECRET = "a-secret-of-sufficient-length";
    static final long LIMIT = 256L << 20;

    private Loopback() {}

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TransferTicket ticket(PeerAddress relay, PeerAddress direct) {
        return new TransferTicket("move-1", SECRET, relay, direct, LIMIT);
    }

    /** A file that no two seeds have in common. */
    static Path snapshot(Path folder, int bytes, long seed) throws IOException {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return Files.write(folder.resolve("snapshot-" + seed), content);
    }

    /** Of a node that is not to talk to the market. */
    static final class NoTokens implements MarketTokens {
        @Override
        public String current() {
            throw new AssertionError("the market's token is not for other nodes");
        }

        @Override
        public void refused(String token) {
            throw new AssertionError("no token was asked for");
        }
    }
}
