package org.souk.core.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.souk.core.common.ContentId;
import org.souk.core.common.TaskId;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.Workflow;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

class RequestFingerprintTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-12-01T00:00:00Z");
    private static final long MIB = 1L << 20;
    /** Characters that the column has. */
    private static final int ROOM = 64;

    /** Uses every field. */
    private static final TaskOrder FULL = new TaskOrder(
            spec(Map.of("A", "1")), Optional.of("first"), List.of("one", "two"), Optional.of(new ArrayRange(1, 5, 2)));

    /** Uses no field that may be absent. */
    private static final TaskOrder PLAIN = TaskOrder.alone(new TaskSpec(
            "",
            new ContentId("bafy-module"),
            List.of(),
            Map.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Resources.of(1000, 64 * MIB, 0),
            Priority.NORMAL,
            Optional.empty(),
            Money.ofMicros(1_000_000),
            Optional.empty(),
            Duration.ofMinutes(1),
            Optional.empty(),
            Optional.empty(),
            Placement.ANYWHERE,
            Workflow.ALONE));

    private static TaskSpec spec(Map<String, String> environment) {
        return new TaskSpec(
                "name",
                new ContentId("bafy-module"),
                List.of("-v", "x"),
                environment,
                Optional.of(new ContentId("bafy-stdin")),
                List.of(
                        new TaskFile("/in", new ContentId("bafy-in")),
                        new TaskFile("/more", new ContentId("bafy-more"))),
                List.of("/out", "/log"),
                Resources.of(1500, 64 * MIB, MIB),
                Priority.HIGH,
                Optional.of(MIDNIGHT),
                Money.ofMicros(2_000_000),
                Optional.of(Money.ofMicros(500_000)),
                Duration.ofMinutes(10),
                Optional.of(new Fuel(7_000)),
                Optional.of(Duration.ofMinutes(1)),
                new Placement(Optional.of("node.cores > 2"), Optional.of("garage"), true, false),
                new Workflow(Set.of(new TaskId("01before")), Optional.of(new Workflow.ArrayElement("01array", 3, 2))));
    }

    /** Who breaks these makes conflicts of retries: a changed form needs another version. */
    @Test
    void isTheSameInEveryVersionOfTheMarket() {
        assertThat(RequestFingerprint.of(false, List.of(PLAIN)))
                .isEqualTo("v1:IwNJJc0_8iA8aYkM5rqcDar5XkaqlsXbCYmSdRQiidk");
        assertThat(RequestFingerprint.of(false, List.of(FULL)))
                .isEqualTo("v1:duXcOnUhlhuhFT358z2cVJWUdbeCy62ELztml-sqsvY");
        assertThat(RequestFingerprint.of(true, List.of(FULL, PLAIN)))
                .isEqualTo("v1:2y_f17DFtbdKYOJd6mwypah9kNVOeBqRK4FoIAwDGts");
    }

    @Test
    void hasRoomWhereItIsStored() {
        assertThat(RequestFingerprint.of(true, List.of(FULL, PLAIN))).hasSizeLessThanOrEqualTo(ROOM);
    }

    @Test
    void changesWithEveryFieldOfAnOrder() {
        String fingerprint = RequestFingerprint.of(false, List.of(FULL));
        Map<String, Object> variations = Variations.of(FULL);
        assertThat(variations)
                .containsKeys(".spec.resources.ram.count", ".spec.workflow.after element.value", ".label");
        Map<String, String> places = new LinkedHashMap<>(Map.of(fingerprint, "the original"));
        variations.forEach((place, changed) -> {
            String other = RequestFingerprint.of(false, List.of((TaskOrder) changed));
            assertThat(places.put(other, place)).as(place).isNull();
        });
    }

    @Test
    void doesNotDependOnTheOrderOfAMap() {
        Map<String, String> there = new LinkedHashMap<>();
        there.put("A", "1");
        there.put("B", "2");
        Map<String, String> back = new LinkedHashMap<>();
        back.put("B", "2");
        back.put("A", "1");
        assertThat(new CanonicalForm().texts("environment", there).toBytes())
                .isEqualTo(new CanonicalForm().texts("environment", back).toBytes());
        assertThat(RequestFingerprint.of(false, List.of(TaskOrder.alone(spec(there)))))
                .isEqualTo(RequestFingerprint.of(false, List.of(TaskOrder.alone(spec(back)))));
    }

    /** Texts that would run into each other without their lengths. */
    @Test
    void tellsWhereOneTextEndsAndTheNextBegins() {
        assertThat(new CanonicalForm().texts("a", List.of("bc", "d")).toBytes())
                .isNotEqualTo(new CanonicalForm().texts("a", List.of("b", "cd")).toBytes());
        assertThat(new CanonicalForm().text("a", "b").text("c", "d").toBytes())
                .isNotEqualTo(new CanonicalForm().text("a", "bcd").toBytes());
    }

    /** So that a field which is added tomorrow changes nothing today. */
    @Test
    void whatIsAbsentLeavesNoTrace() {
        assertThat(new CanonicalForm()
                        .text("a", Optional.empty())
                        .flag("b", false)
                        .texts("c", List.of())
                        .texts("d", Set.of())
                        .texts("e", Map.of())
                        .part("f", new CanonicalForm())
                        .parts("g", List.of())
                        .toBytes())
                .isEmpty();
    }

    @Test
    void aBatchOfOneIsAnotherRequestThanTheOneAlone() {
        assertThat(RequestFingerprint.of(true, List.of(PLAIN)))
                .isNotEqualTo(RequestFingerprint.of(false, List.of(PLAIN)));
        assertThat(RequestFingerprint.matches(RequestFingerprint.of(true, List.of(PLAIN)), false, List.of(PLAIN)))
                .isFalse();
    }

    @Test
    void matchesTheRequestThatItWasMadeOfAndNoOther() {
        String stored = RequestFingerprint.of(true, List.of(FULL, PLAIN));
        assertThat(RequestFingerprint.matches(stored, true, List.of(FULL, PLAIN)))
                .isTrue();
        assertThat(RequestFingerprint.matches(stored, true, List.of(PLAIN, FULL)))
                .isFalse();
    }

    @Test
    void matchesWhatWasStoredBeforeThereWereVersions() throws Exception {
        String alone = printed(PLAIN.toString());
        assertThat(RequestFingerprint.matches(alone, false, List.of(PLAIN))).isTrue();
        assertThat(RequestFingerprint.matches(alone, true, List.of(PLAIN))).isFalse();
        assertThat(RequestFingerprint.matches(alone, false, List.of(FULL))).isFalse();
        String batch = printed(List.of(FULL, PLAIN).toString());
        assertThat(RequestFingerprint.matches(batch, true, List.of(FULL, PLAIN)))
                .isTrue();
        assertThat(RequestFingerprint.matches(batch, true, List.of(PLAIN, FULL)))
                .isFalse();
    }

    private static String printed(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
