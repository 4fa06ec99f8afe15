package org.souk.agent.session;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.souk.protocol.json.Json;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.MarketFrame;
import org.souk.testing.Patience;

/** A market of a hundred lines: a token endpoint, and sessions whose market's side the test plays. */
final class FakeMarket implements Closeable {
    private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final LinkedBlockingQueue<Conversation> conversations = new LinkedBlockingQueue<>();
    final AtomicInteger tokens = new AtomicInteger();
    volatile int refuseHandshakesWith;

    FakeMarket() throws IOException {
        Thread acceptor = new Thread(this::accept, "fake-market");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/api/ws/node");
    }

    Conversation nextConversation() throws InterruptedException {
        Conversation next = conversations.poll(Patience.SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no agent has connected");
        }
        return next;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), "fake-market-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            String request = line(in);
            Map<String, String> headers = new HashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            if (request.startsWith("POST /oauth2/token")) {
                in.readNBytes(Integer.parseInt(headers.get("content-length")));
                String body = "{\"access_token\":\"token-" + tokens.incrementAndGet()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
                answer(
                        socket,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                + "\r\nConnection: close\r\n\r\n" + body);
                socket.close();
            } else if (refuseHandshakesWith != 0) {
                answer(
                        socket,
                        "HTTP/1.1 " + refuseHandshakesWith + " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                socket.close();
            } else {
                answer(
                        socket,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + accepted(headers.get("sec-websocket-key")) + "\r\n\r\n");
                Conversation conversation = new Conversation(socket, headers.get("authorization"));
                conversations.add(conversation);
                conversation.listen(in);
            }
        } catch (IOException e) {
            // The agent is gone, which is for the test to notice.
            return;
        }
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static String accepted(String key) {
        try {
            byte[] text = (key + WEBSOCKET_GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One session. */
    static final class Conversation {
        private final Socket socket;
        private final LinkedBlockingQueue<AgentFrame> heard = new LinkedBlockingQueue<>();
        final String authorization;

        private Conversation(Socket socket, String authorization) {
            this.socket = socket;
            this.authorization = authorization;
        }

        /** The next frame of a type; others before it are passed over. */
        <T extends AgentFrame> T next(Class<T> type) throws InterruptedException {
            while (true) {
                AgentFrame frame = heard.poll(Patience.SECONDS, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new AssertionError("no " + type.getSimpleName() + " came");
                }
                if (type.isInstance(frame)) {
                    return type.cast(frame);
                }
            }
        }

        AgentFrame first() throws InterruptedException {
            return next(AgentFrame.class);
        }

        void say(MarketFrame frame) throws IOException {
            send(TEXT, Json.bytes(frame));
        }

        void close(int code, String reason) throws IOException {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            send(
                    CLOSE,
                    ByteBuffer.allocate(2 + text.length)
                            .putShort((short) code)
                            .put(text)
                            .array());
        }

        /** As a server that is killed. */
        void breakOff() throws IOException {
            socket.close();
        }

        private synchronized void send(int kind, byte[] content) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(0x80 | kind);
            if (content.length < 126) {
                out.write(content.length);
            } else {
                out.write(126);
                out.write(content.length >> 8);
                out.write(content.length);
            }
            out.write(content);
            out.flush();
        }

        private void listen(DataInputStream in) throws IOException {
            StringBuilder text = new StringBuilder();
            while (true) {
                int head = in.readUnsignedByte();
                int length = in.readUnsignedByte() & 0x7F;
                long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
                byte[] mask = in.readNBytes(4);
                byte[] content = in.readNBytes(Math.toIntExact(size));
                for (int i = 0; i < content.length; i++) {
                    content[i] ^= mask[i % 4];
                }
                int kind = head & 0x0F;
                if (kind == PING) {
                    send(PONG, content);
                } else if (kind == CLOSE) {
                    send(CLOSE, content);
                    socket.close();
                    return;
                } else if (kind <= TEXT) {
                    text.append(new String(content, StandardCharsets.UTF_8));
                    if ((head & 0x80) != 0) {
                        heard.add(Json.read(text.toString(), AgentFrame.class));
                        text.setLength(0);
                    }
                }
            }
        }
    }
}
