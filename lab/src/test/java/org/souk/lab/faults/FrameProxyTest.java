package org.souk.lab.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.souk.testing.Patience;

@Timeout(Patience.TEST_SECONDS)
class FrameProxyTest {
    private static final byte[] SHAKE = "hello\r\n\r\n".getBytes(UTF_8);
    private static final String PREPARE = "{\"type\":\"prepareMove\",\"run\":{\"task\":\"t-1\"}}";
    private static final String BEAT = "{\"type\":\"heartbeat\",\"held\":[{\"task\":\"t-1\"}]}";

    private final List<Frame> seen = new ArrayList<>();
    private List<Duration> delivery = Tap.ONCE;
    private ServerSocket market;
    private FrameProxy proxy;

    @BeforeEach
    void begin() throws IOException {
        market = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy = new FrameProxy("one", market.getLocalPort(), this::passing);
        proxy.up();
    }

    private List<Duration> passing(Frame frame) {
        synchronized (seen) {
            seen.add(frame);
        }
        return delivery;
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        market.close();
    }

    @Test
    void framesPassBothWaysAndAreShown() throws IOException {
        try (Socket agent = connect();
                Socket there = market.accept()) {
            byte[] beat = Wire.masked(BEAT);
            byte[] prepare = Wire.frame(true, 1, PREPARE);
            send(agent, SHAKE, beat);
            assertThat(read(there, SHAKE.length + beat.length)).isEqualTo(joined(SHAKE, beat));
            send(there, SHAKE, prepare);
            assertThat(read(agent, SHAKE.length + prepare.length)).isEqualTo(joined(SHAKE, prepare));
        }

        assertThat(seen)
                .containsExactly(
                        new Frame("one", true, "heartbeat", BEAT), new Frame("one", false, "prepareMove", PREPARE));
        assertThat(seen.get(0).isOf("t-1")).as("it names many").isFalse();
        assertThat(seen.get(1).isOf("t-1")).isTrue();
        assertThat(seen.get(1).isOf("t-")).isFalse();
    }

    @Test
    void frameIsDeliveredAsOftenAsTheTapSays() throws IOException {
        delivery = List.of(Duration.ZERO, Duration.ZERO, Duration.ofMillis(20));
        try (Socket agent = connect();
                Socket there = market.accept()) {
            byte[] beat = Wire.masked(BEAT);
            send(agent, SHAKE, beat);
            assertThat(read(there, SHAKE.length + 3 * beat.length)).isEqualTo(joined(SHAKE, beat, beat, beat));
        }
    }

    @Test
    void pingsAreNotShown() throws IOException {
        try (Socket agent = connect();
                Socket there = market.accept()) {
            byte[] ping = Wire.frame(true, 9, "");
            send(agent, SHAKE, ping);
            assertThat(read(there, SHAKE.length + ping.length)).isEqualTo(joined(SHAKE, ping));
        }

        assertThat(seen).isEmpty();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static void send(Socket socket, byte[]... parts) throws IOException {
        socket.getOutputStream().write(joined(parts));
    }

    private static byte[] read(Socket socket, int many) throws IOException {
        return socket.getInputStream().readNBytes(many);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
