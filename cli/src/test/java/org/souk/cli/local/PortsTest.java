package org.souk.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void freePortsDiffer() throws IOException {
        Ports ports = Ports.free();
        assertThat(Set.of(ports.http(), ports.webSocket(), ports.grpc(), ports.admin()))
                .hasSize(4)
                .allMatch(port -> port > 0);
    }

    @Test
    void aPortThatSomebodyHasIsReplacedByAnother() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = somebody.getLocalPort();
            Ports ports = Ports.freeNear(new Ports(taken, 0, 0, 0));
            assertThat(ports.http()).isPositive().isNotEqualTo(taken);
        }
    }

    @Test
    void aFreePortIsTakenAsWanted() throws IOException {
        int free = Ports.anyFree();
        assertThat(Ports.freeNear(new Ports(free, 0, 0, 0)).http()).isEqualTo(free);
    }
}
