package org.souk.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.souk.api.socket.Closing;
import org.souk.api.socket.Outbox;
import org.souk.api.socket.Wire;
import org.souk.core.common.AccountId;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.NodeLink;
import org.souk.core.node.Availability;
import org.souk.core.node.LoadReport;
import org.souk.core.node.Node;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Tariff;
import org.souk.core.sessions.NodeSessions;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

class NodeConversationTest {
    private static final NodeId NODE = new NodeId("01node");
    private static final String CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String HELLO =
            """
            {"type": "hello", "protocol": 3,
             "held": [{"task": "01t", "attempt": 1, "running": true, "suspended": false, "fuel": 7,
                       "movable": false, "memoryBytes": 0}],
             "hardware": {"os": "Linux", "architecture": "amd64", "cpuModel": "x", "cores": 2, "ramBytes": 1,
                          "diskBytes": 1, "javaVersion": "17", "agentVersion": "1"}}""";
    private static final String ENDED =
            """
            {"type": "ended", "task": "01t", "attempt": 1, "reason": "SUCCESS", "detail": "a\\u0000b", "exitCode": 0,
             "fuel": 9, "wallMillis": 5, "peakMemoryBytes": 65536, "outputs": [], "stdout": "%s"}"""
                    .formatted(CID);

    private static final class RecordingWire implements Wire {
        private final List<String> sent = new ArrayList<>();
        private final List<Closing> closings = new ArrayList<>();

        @Override
        public void send(String text, Consumer<Boolean> done) {
            sent.add(text);
            done.accept(true);
        }

        @Override
        public void close(Closing closing) {
            closings.add(closing);
        }
    }

    /** Knows one node, and cancels a stranger before it answers a hello, as the market may. */
    private static final class RecordingSessions implements NodeSessions {
        private final List<Object> heard = new ArrayList<>();
        private boolean known = true;
        private boolean failing;
        private int closed;

        @Override
        public Welcome open(NodeLink link, Hello hello) {
            if (!known) {
                throw new NotFound("node", hello.node());
            }
            heard.add(hello);
            link.cancel(new TaskId("01stranger"), 1, "no longer this node's");
            Offer offer = new Offer(
                    Resources.of(1000, 1, 0), new Tariff(Money.ZERO, Money.ZERO, Money.ZERO), true, Terms.NONE);
            Node node = new Node(
                    hello.node(),
                    new AccountId("01seller"),
                    "shed",
                    hello.hardware(),
                    offer,
                    Availability.ACTIVE,
                    NOON,
                    Optional.empty(),
                    Restrictions.NONE,
                    0);
            return new Welcome(node, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofHours(6));
        }

        @Override
        public void closed(NodeId node, NodeLink link) {
            closed++;
        }

        @Override
        public void heartbeat(NodeId node, LoadReport load, Collection<AttemptProgress> held) {
            heard.add(load);
        }

        @Override
        public void distrust(NodeId node, String reason) {
            heard.add(reason);
        }

        @Override
        public boolean started(NodeId node, AttemptKey attempt) {
            heard.add(attempt);
            return true;
        }

        @Override
        public boolean suspended(NodeId node, AttemptKey attempt) {
            heard.add("suspended " + attempt.task() + "/" + attempt.attempt());
            return true;
        }

        @Override
        public boolean resumed(NodeId node, AttemptKey attempt) {
            heard.add("resumed " + attempt.task() + "/" + attempt.attempt());
            return true;
        }

        @Override
        public boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position at) {
            heard.add("checkpointed " + attempt.task() + "/" + attempt.attempt() + " " + content.value() + " " + size
                    + " " + at);
            return true;
        }

        @Override
        public void moved(NodeId node, MigrationReport news) {
            heard.add(news);
        }

        @Override
        public void ended(AttemptReport report) {
            if (failing) {
                throw new IllegalStateException("jdbc:postgresql://secret");
            }
            heard.add(report);
        }
    }

    private final RecordingWire wire = new RecordingWire();
    private final RecordingSessions sessions = new RecordingSessions();
    private boolean stored = true;
    private final AgentLink link = new AgentLink(new Outbox(wire, Runnable::run, 100));
    private final NodeConversation conversation = new NodeConversation(NODE, link, sessions, content -> stored);

    @Test
    void theWelcomeComesBeforeEverythingElse() {
        conversation.receive(HELLO);
        assertThat(wire.sent).hasSize(2);
        assertThat(wire.sent.get(0)).contains("\"type\":\"welcome\"").contains("\"heartbeatMillis\":5000");
        assertThat(wire.sent.get(1)).contains("\"type\":\"cancel\"").contains("01stranger");
        assertThat(wire.closings).isEmpty();
    }

    @Test
    void aLoadIsPassedOnAsItWasSaid() {
        conversation.receive(HELLO);
        conversation.receive(
                """
                {"type": "heartbeat", "at": "1999-01-01T00:00:00Z", "cpuPercent": 50.5, "ramPercent": 10,
                 "taskCpuPercent": 1, "taskRamBytes": 0, "held": []}""");
        assertThat(sessions.heard)
                .last()
                .isEqualTo(new LoadReport(Instant.parse("1999-01-01T00:00:00Z"), 50.5, 10, 1, Bytes.ZERO));
    }

    @Test
    void aNegativeCapacityIsRefusedAndTheNodeDistrusted() {
        conversation.receive(HELLO);
        conversation.receive(
                """
                {"type": "heartbeat", "at": "1999-01-01T00:00:00Z", "cpuPercent": 1, "ramPercent": 1,
                 "taskCpuPercent": 1, "taskRamBytes": -1, "held": []}""");
        assertThat(sessions.heard).last().isEqualTo("taskRamBytes must not be negative");
        assertThat(wire.closings).hasSize(1);
    }

    @Test
    void movesArePassedOnAndOrdered() {
        conversation.receive(HELLO);
        conversation.receive(
                """
                {"type": "moveRestored", "move": "01m", "task": "01task", "attempt": 2, "fuel": 9, "wallMillis": 30,
                 "snapshotBytes": 512, "transferMillis": 4}""");
        assertThat(sessions.heard)
                .last()
                .isEqualTo(new MigrationReport.Restored(
                        new MigrationId("01m"),
                        new AttemptKey(new TaskId("01task"), 2),
                        new Position(new Fuel(9), Duration.ofMillis(30)),
                        new Bytes(512),
                        Duration.ofMillis(4)));

        link.startMoved(new MigrationId("01m"), new AttemptKey(new TaskId("01task"), 2));

        assertThat(wire.sent)
                .last()
                .isEqualTo("{\"type\":\"startMoved\",\"move\":\"01m\",\"task\":\"01task\",\"attempt\":2}");
    }

    @Test
    void aCheckpointCountsOnceItIsStored() {
        String saved =
                """
                {"type": "checkpointed", "task": "01task", "attempt": 1, "cid": "%s", "bytes": 5, "fuel": 9,
                 "wallMillis": 30}"""
                        .formatted(CID);
        conversation.receive(HELLO);
        stored = false;
        conversation.receive(saved);
        assertThat(sessions.heard).noneMatch(heard -> heard.toString().startsWith("checkpointed"));

        stored = true;
        conversation.receive(saved);

        assertThat(sessions.heard).last().asString().startsWith("checkpointed 01task/1 " + CID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    {"type":"movePrepared","move":"../m","task":"01t","attempt":1}          | move is missing
                    {"type":"moveFailed","move":"01m","task":"01t","attempt":0,"reason":""} | attempt must be at least 1
                    {"type":"moveDeparted","move":"01m","task":"01t","attempt":1,"fuel":-1,"wallMillis":1,"snapshotBytes":1} | fuel must not be negative
                    {"type":"moveDeparted","move":"01m","task":"01t","attempt":1,"fuel":1,"wallMillis":-1,"snapshotBytes":1} | wallMillis must not be negative
                    """)
    void aMoveThatWillNotDoEndsTheSession(String frame, String reason) {
        conversation.receive(HELLO);
        conversation.receive(frame);
        assertThat(wire.closings).singleElement().satisfies(closing -> assertThat(closing.reason())
                .contains(reason));
    }

    @Test
    void suspensionsArePassedOnAndOrdered() {
        conversation.receive(HELLO);
        conversation.receive("{\"type\":\"suspended\",\"task\":\"01task\",\"attempt\":2}");
        conversation.receive("{\"type\":\"resumed\",\"task\":\"01task\",\"attempt\":2}");
        assertThat(sessions.heard).contains("suspended 01task/2", "resumed 01task/2");

        link.suspend(new TaskId("01task"), 2);
        link.resume(new TaskId("01task"), 2);

        assertThat(wire.sent)
                .contains(
                        "{\"type\":\"suspend\",\"task\":\"01task\",\"attempt\":2}",
                        "{\"type\":\"resume\",\"task\":\"01task\",\"attempt\":2}");
    }

    @Test
    void aReportIsPassedOnWithADetailThatCanBePrinted() {
        conversation.receive(HELLO);
        conversation.receive(ENDED);
        assertThat(sessions.heard).last().isInstanceOfSatisfying(AttemptReport.class, report -> {
            assertThat(report.node()).isEqualTo(NODE);
            assertThat(report.ending().reason()).isEqualTo(EndReason.SUCCESS);
            assertThat(report.ending().detail()).isEqualTo("a b");
            assertThat(report.ending().stdout()).isPresent();
        });
    }

    @Test
    void aReportOnWhatWasNotUploadedIsTheNodesFault() {
        stored = false;
        conversation.receive(HELLO);
        conversation.receive(ENDED);
        assertThat(sessions.heard).last().isInstanceOfSatisfying(AttemptReport.class, report -> {
            assertThat(report.ending().reason()).isEqualTo(EndReason.NODE_FAULT);
            assertThat(report.ending().detail()).contains(CID).contains("not uploaded");
            assertThat(report.ending().stdout()).isEmpty();
        });
        assertThat(wire.closings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    {"type":"started","task":"01t","attempt":1}                  | 1002 | type: the first frame must be hello
                    {"type":"dance"}                                             | 1003 | type is missing or not known here
                    {}                                                           | 1003 | type is missing or not known here
                    {"type":"hello"                                              | 1007 | is not JSON
                    {"type":"hello","protocol":"1"}                              | 1007 | protocol
                    {"type":"hello","protocol":2}                                | 1008 | protocol is 2
                    {"type":"hello","protocol":3,"held":[]}                      | 1008 | hardware is missing
                    """)
    void aBadBeginningEndsTheSession(String frame, int code, String reason) {
        conversation.receive(frame);
        assertThat(wire.closings).singleElement().satisfies(closing -> {
            assertThat(closing.code()).isEqualTo(code);
            assertThat(closing.reason()).contains(reason);
        });
        assertThat(sessions.heard).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    "fuel": 9         | "fuel": -9                 | 1008 | fuel must not be negative
                    "attempt": 1      | "attempt": 0               | 1008 | attempt must be at least 1
                    "SUCCESS"         | "LEASE_EXPIRED"            | 1008 | reason 'LEASE_EXPIRED' is none
                    "outputs": []     | "outputs": [{"path":"/a","cid":"x","bytes":1}] | 1008 | outputs[0].cid is not a CID
                    "task": "01t"     | "task": "../x"             | 1008 | task is missing or not the id of a task
                    "exitCode": 0     | "exitCode": 0.5            | 1007 | exitCode
                    "exitCode": 0     | "exitCode": 0, "tip": 5    | 1007 | tip is not known here
                    """)
    void aReportThatWillNotDoEndsTheSession(String good, String bad, int code, String reason) {
        conversation.receive(HELLO);
        conversation.receive(ENDED.replace(good, bad));
        assertThat(wire.closings).singleElement().satisfies(closing -> {
            assertThat(closing.code()).isEqualTo(code);
            assertThat(closing.reason()).contains(reason);
        });
        assertThat(sessions.heard).hasSize(1);
    }

    @Test
    void helloIsSaidOnce() {
        conversation.receive(HELLO);
        conversation.receive(HELLO);
        assertThat(wire.closings).extracting(Closing::code).containsExactly(Closing.PROTOCOL_ERROR);
    }

    @Test
    void aNodeThatTheMarketDoesNotKnowIsTurnedAway() {
        sessions.known = false;
        conversation.receive(HELLO);
        assertThat(wire.closings).extracting(Closing::reason).containsExactly("there is no node 01node");
    }

    @Test
    void aFrameOnWhichTheMarketFailsEndsTheSessionWithoutASayOnTheInside() {
        conversation.receive(HELLO);
        sessions.failing = true;
        conversation.receive(ENDED);
        assertThat(wire.closings).singleElement().satisfies(closing -> {
            assertThat(closing.code()).isEqualTo(Closing.INTERNAL);
            assertThat(closing.reason())
                    .startsWith("the market has failed, problem ")
                    .doesNotContain("secret");
        });
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        conversation.receive("{}");
        conversation.receive(HELLO);
        assertThat(sessions.heard).isEmpty();
        assertThat(wire.closings).hasSize(1);
    }

    @Test
    void silenceAtTheBeginningEndsTheSession() {
        conversation.expectHello();
        assertThat(wire.closings).extracting(Closing::reason).containsExactly("no hello came in time");
    }

    @Test
    void theMarketHearsOnceThatASessionIsGone() {
        conversation.closed();
        assertThat(sessions.closed).isZero();
        NodeConversation second = new NodeConversation(NODE, link, sessions, content -> true);
        second.receive(HELLO);
        second.closed();
        second.closed();
        assertThat(sessions.closed).isEqualTo(1);
    }
}
