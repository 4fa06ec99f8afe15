package org.souk.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTableTest {
    @Test
    void textIsLeftAndNumbersAreRight() {
        assertThat(StoryTable.aligned(List.of(
                        List.of("TASK", "NODE", "TIME"),
                        List.of("a", "laptop", "9 ms"),
                        List.of("bcdef", "x", "1.5 s"))))
                .containsExactly("TASK   NODE     TIME", "a      laptop   9 ms", "bcdef  x       1.5 s");
    }
}
