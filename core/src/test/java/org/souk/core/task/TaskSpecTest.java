package org.souk.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Resources;

class TaskSpecTest {
    private static final long MIB = 1L << 20;

    @Test
    void ordinaryTaskIsTaken() {
        assertThat(aTask().reading(file("/in/a"), file("/in/b"))
                        .writing("/out/x", "/in/c")
                        .spec()
                        .inputs())
                .hasSize(2);
    }

    @Test
    void nameIsShortAndPrintable() {
        refuses("name", "100", aTask().named("x".repeat(101)));
        refuses("name", "control", aTask().named("a\nb"));
    }

    @Test
    void resourcesAreWithinReason() {
        refuses("resources.cpuMillis", "greater than zero", aTask().needing(Resources.of(0, MIB, 0)));
        refuses("resources.cpuMillis", "256000", aTask().needing(Resources.of(256_001, MIB, 0)));
        refuses("resources.ramBytes", "1 MiB", aTask().needing(Resources.of(1, MIB - 1, 0)));
        refuses("resources.ramBytes", "4 GiB", aTask().needing(Resources.of(1, 4096 * MIB + 1, 0)));
        refuses("resources.storageBytes", "1024 GiB", aTask().needing(Resources.of(1, MIB, (1L << 40) + 1)));
        assertThatThrownBy(() -> Resources.of(-1, MIB, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void priceAndLimitsArePositiveAndBounded() {
        refuses("maxPriceMicros", "greater than zero", aTask().within("0"));
        refuses("maxPriceMicros", "greater than zero", aTask().within("-1"));
        refuses("maxPriceMicros", "1000000000", aTask().within("1000000000.000001"));
        refuses("wallLimitSeconds", "greater than zero", aTask().runningAtMost(Duration.ZERO));
        refuses(
                "wallLimitSeconds",
                "7 days",
                aTask().runningAtMost(Duration.ofDays(7).plusNanos(1)));
        refuses("fuelLimit", "greater than zero", aTask().burningAtMost(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "in/a", "/in//a", "/in/../etc", "/in/.", "/in/", "/a\\b", "/a\0b"})
    void pathsAreAbsoluteAndPlain(String path) {
        refuses("inputs", "'" + path + "'", aTask().reading(file(path)));
        refuses("outputs", "'" + path + "'", aTask().writing(path));
    }

    @Test
    void deadlineIsWithinReason() {
        refuses("deadline", "9999", aTask().due(Instant.MAX));
        assertThat(aTask().due(TaskSpec.LAST_DEADLINE).spec().deadline()).contains(TaskSpec.LAST_DEADLINE);
    }

    @Test
    void pathsDoNotCollide() {
        refuses("inputs", "twice", aTask().reading(file("/a"), file("/a")));
        refuses("outputs", "twice", aTask().writing("/a", "/a"));
        refuses("outputs", "read-only input", aTask().reading(file("/a")).writing("/a"));
        refuses("inputs", "inside another", aTask().reading(file("/a/b/c"), file("/a")));
        refuses("inputs", "longer than 1024", aTask().reading(file("/" + "a/".repeat(512) + "a")));
    }

    @Test
    void argumentsAndEnvironmentAreText() {
        refuses("arguments", "NUL", aTask().with(List.of("a\0"), Map.of()));
        refuses("environment", "'1A'", aTask().with(List.of(), Map.of("1A", "")));
        refuses("environment", "NUL", aTask().with(List.of(), Map.of("A", "\0")));
        refuses("arguments", "131072", aTask().with(List.of("x".repeat(131_072)), Map.of("A", "")));
    }

    private static TaskFile file(String path) {
        return new TaskFile(path, new ContentId("bafkrei"));
    }

    private static void refuses(String field, String reason, TaskFixture task) {
        assertThatThrownBy(task::spec)
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> assertThat(refused.field())
                        .isEqualTo(field))
                .hasMessageContaining(reason);
    }
}
