package org.souk.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {
    private final List<String> stopped = new ArrayList<>();

    @Test
    void theLastIsStoppedFirstAndEachOnce() {
        Teardown teardown = new Teardown();
        teardown.add(() -> stopped.add("server"));
        teardown.add(() -> stopped.add("agent"));
        teardown.close();
        teardown.close();
        assertThat(stopped).containsExactly("agent", "server");
    }

    @Test
    void oneThatCannotBeStoppedDoesNotKeepTheOthers() {
        try (Teardown teardown = new Teardown()) {
            teardown.add(() -> stopped.add("server"));
            teardown.add(() -> {
                throw new IllegalStateException("stuck");
            });
        }
        assertThat(stopped).containsExactly("server");
    }
}
