package org.souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;

class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ProgressLine line = new ProgressLine(new PrintStream(shown, true, StandardCharsets.UTF_8), false);

    @Test
    void suspendedTaskMayRunAgain() {
        show(StateName.RUNNING, StateName.SUSPENDED, StateName.RUNNING, StateName.COMPLETED);

        assertThat(states()).containsExactly("running", "suspended", "running", "completed");
    }

    @Test
    void answerThatIsOutOfDateIsNotShown() {
        show(StateName.ASSIGNED, StateName.RUNNING, StateName.ASSIGNED);

        assertThat(states()).containsExactly("assigned", "running");
    }

    private void show(StateName... states) {
        for (StateName state : states) {
            line.show(new TaskBody(
                    "t",
                    "b",
                    null,
                    state,
                    1,
                    null,
                    0,
                    null,
                    Instant.EPOCH,
                    null,
                    null,
                    null,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
    }

    /** Of lines such as {@code souk: t running, 0 ms}. */
    private String[] states() {
        return shown.toString(StandardCharsets.UTF_8)
                .lines()
                .map(text -> text.replaceAll("souk: t (\\w+),.*", "$1"))
                .toArray(String[]::new);
    }
}
