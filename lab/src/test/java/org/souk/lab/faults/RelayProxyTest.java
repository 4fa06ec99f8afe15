package org.souk.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.souk.testing.Patience;

@Timeout(Patience.TEST_SECONDS)
class RelayProxyTest {
    private final AtomicInteger struck = new AtomicInteger();
    private ServerSocket relay;
    private RelayProxy proxy;

    @BeforeEach
    void begin() throws IOException {
        relay = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy = new RelayProxy(relay.getLocalPort());
        proxy.up();
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        relay.close();
    }

    @Test
    void bytesPassBothWays() throws IOException {
        try (Socket agent = connect();
                Socket there = relay.accept()) {
            agent.getOutputStream().write(new byte[] {1, 2, 3});
            assertThat(there.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            there.getOutputStream().write(4);
            assertThat(agent.getInputStream().read()).isEqualTo(4);
        }
    }

    @Test
    void bitIsTurnedOverAtItsPlace() throws IOException {
        proxy.does(new Harm(Harm.Kind.FLIP, List.of(2L), struck::incrementAndGet));
        try (Socket agent = connect();
                Socket there = relay.accept()) {
            agent.getOutputStream().write(new byte[] {0, 0, 0, 0});
            // Bit 2 of byte 2, if all came at once.
            byte[] came = there.getInputStream().readNBytes(4);
            assertThat(came[0]).isZero();
            assertThat(Integer.bitCount(came[2])).isOne();
            assertThat(came[3]).isZero();
        }
        assertThat(struck).hasValue(1);
    }

    @Test
    void connectionThatIsCutIsResetOnBothSidesAndTheNextOnePasses() throws IOException {
        proxy.does(new Harm(Harm.Kind.CUT, List.of(5L), struck::incrementAndGet));
        try (Socket agent = connect();
                Socket there = relay.accept()) {
            agent.getOutputStream().write(new byte[3]);
            assertThat(there.getInputStream().readNBytes(3)).hasSize(3);
            agent.getOutputStream().write(new byte[3]);
            assertThatThrownBy(() -> there.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> agent.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        bytesPassBothWays();
        assertThat(struck).hasValue(1);
    }

    @Test
    void proxyThatIsDownRefusesAndComesBackOnItsPort() throws IOException {
        int port = proxy.port();
        try (Socket agent = connect();
                Socket there = relay.accept()) {
            agent.getOutputStream().write(1);
            assertThat(there.getInputStream().read()).isOne();
            proxy.down();
            assertThatThrownBy(() -> agent.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.up();
        assertThat(proxy.port()).isEqualTo(port);
        bytesPassBothWays();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }
}
