package org.souk.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.ResourcesBody;

/** The language of sessions, letter by letter: who changes a frame changes the golden file beside this test. */
class FramesTest {
    private static final PeerAddress RELAY = new PeerAddress(null, 50_051, false, null);
    private static final PeerAddress DIRECT = new PeerAddress("203.0.113.7", 7443, true, "ab".repeat(32));
    private static final MarketFrame.Assign RUN = new MarketFrame.Assign(
            "t-1",
            2,
            "alice",
            "bafyModule",
            List.of("-n", "3"),
            Map.of("LANG", "C"),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            null,
            List.of(new FileBody("in.txt", "bafyInput")),
            List.of("out.txt"),
            new ResourcesBody(1000, 67_108_864, 1_048_576),
            600_000,
            5_000_000_000L,
            new CheckpointRef("bafySnapshot", 4096, 1_000_000, 2500),
            "c2VjcmV0");

    static Stream<Object> frames() {
        return Stream.of(
                new MarketFrame.Welcome("n-1", 5000, 30_000, 21_600_000, null, AvailabilityName.ACTIVE),
                RUN,
                new MarketFrame.Cancel("t-1", 2, "by its buyer"),
                new MarketFrame.Suspend("t-1", 2),
                new MarketFrame.Resume("t-1", 2),
                new MarketFrame.Acknowledge("t-1", 2),
                new MarketFrame.PrepareMove("m-1", RUN, new TransferTicket("m-1", "hush", RELAY, null, 70_000_000)),
                new MarketFrame.DepartMove(
                        "m-1", "t-1", 1, new TransferTicket("m-1", "hush", RELAY, DIRECT, 70_000_000)),
                new MarketFrame.OfferChanged(null, AvailabilityName.DRAINING),
                new MarketFrame.AbortMove("m-1", "t-1", 1),
                new MarketFrame.StartMoved("m-1", "t-1", 2),
                new MarketFrame.ForgetMoved("m-1", "t-1", 1),
                new AgentFrame.Hello(Frames.PROTOCOL, null, null, null, new MoveAbility(DIRECT), List.of()),
                new AgentFrame.Heartbeat(
                        Instant.parse("2026-01-02T03:04:05Z"),
                        12.5,
                        50,
                        2.5,
                        1024,
                        List.of(
                                new HeldAttempt("t-1", 1, true, false, 7),
                                new HeldAttempt(
                                        "t-2",
                                        1,
                                        true,
                                        true,
                                        9,
                                        true,
                                        2048,
                                        new HeldMove("m-2", MoveStage.DEPARTED, 30, 512)))),
                new AgentFrame.Started("t-1", 1),
                new AgentFrame.Suspended("t-1", 1),
                new AgentFrame.Resumed("t-1", 1),
                new AgentFrame.Ended("t-1", 1, "SUCCESS", "", 0, 7, 30, 1024, List.of(), "bafyOut", null),
                new AgentFrame.MovePrepared("m-1", "t-1", 2),
                new AgentFrame.MoveDeparted("m-1", "t-1", 1, 9, 30, 512),
                new AgentFrame.MoveRestored("m-1", "t-1", 2, 9, 30, 512, 4),
                new AgentFrame.MoveFailed("m-1", "t-1", 2, "the module cannot be fetched"),
                new AgentFrame.Checkpointed("t-1", 1, "bafySnapshot", 512, 9, 30));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void framesSurviveTheWire(Object frame) {
        Class<?> direction = frame instanceof MarketFrame ? MarketFrame.class : AgentFrame.class;
        assertThat((Object) Json.read(Json.write(frame), direction)).isEqualTo(frame);
    }

    @Test
    void framesAreWhatTheGoldenFileSays() {
        assertThat(frames().map(Json::write).toList()).isEqualTo(golden());
    }

    @Test
    void everyFrameIsTried() {
        Stream<Class<?>> known = Stream.of(MarketFrame.class, AgentFrame.class)
                .flatMap(direction -> Arrays.stream(direction.getPermittedSubclasses()));
        assertThat(frames().map(Object::getClass).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(known.toList());
    }

    @Test
    void secretsAreNotPrinted() {
        TransferTicket ticket = new TransferTicket("m-1", "hush", RELAY, null, 1);
        assertThat(new MarketFrame.PrepareMove("m-1", RUN, ticket).toString())
                .doesNotContain("hush")
                .doesNotContain("c2VjcmV0");
    }

    @Test
    void moveWithoutItsNumbersIsRefusedWithTheField() {
        assertThatThrownBy(() -> Json.read(
                        "{\"type\":\"moveRestored\",\"move\":\"m\",\"task\":\"t\",\"attempt\":2}", AgentFrame.class))
                .isInstanceOfSatisfying(
                        Malformed.class, e -> assertThat(e.field()).isEqualTo("fuel"));
    }

    private static List<String> golden() {
        try (InputStream in = FramesTest.class.getResourceAsStream("frames.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
