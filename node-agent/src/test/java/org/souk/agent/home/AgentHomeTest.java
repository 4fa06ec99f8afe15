package org.souk.agent.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.protocol.rest.AvailabilityName;

class AgentHomeTest {
    @TempDir
    Path folder;

    private static final NodeIdentity IDENTITY = new NodeIdentity(
            "http://127.0.0.1:8080",
            "ws://127.0.0.1:9001",
            "n-1",
            "attic",
            "id",
            "secret",
            null,
            AvailabilityName.ACTIVE);

    @Test
    void identityIsKeptWhereOnlyTheOwnerCanReadIt() throws IOException {
        AgentHome.at(folder).save(IDENTITY);

        assertThat(AgentHome.at(folder).identity()).contains(IDENTITY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("node.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void secretIsNotPrinted() {
        assertThat(IDENTITY.toString()).doesNotContain("secret");
    }

    @Test
    void damagedIdentityIsNamed() throws IOException {
        Files.writeString(folder.resolve("node.json"), "{\"serv");

        assertThatThrownBy(() -> AgentHome.at(folder).identity()).hasMessageContaining("node.json is damaged");
    }

    @Test
    void secondAgentIsRefused() throws IOException {
        try (var lock = AgentHome.at(folder).lock()) {
            assertThat(lock.home().folder()).isEqualTo(folder);
            assertThatThrownBy(() -> AgentHome.at(folder).lock()).isInstanceOf(HomeInUse.class);
        }
        AgentHome.at(folder).lock().close();
    }

    @Test
    void runningAgentIsFoundOnlyWhileItHoldsItsLock() throws IOException {
        AgentHome home = AgentHome.at(folder);
        assertThat(home.runningAgent()).isEmpty();
        try (var lock = home.lock()) {
            assertThat(lock.home().runningAgent()).contains(ProcessHandle.current());
        }
        // As a killed agent leaves it.
        Files.writeString(
                folder.resolve("agent.lock"),
                Long.toString(ProcessHandle.current().pid()));
        assertThat(home.runningAgent()).isEmpty();
    }
}
