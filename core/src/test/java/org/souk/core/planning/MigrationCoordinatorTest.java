package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.MarketHarness.running;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Dispatch;
import org.souk.core.link.MigrationProgress;
import org.souk.core.link.MigrationProgress.Stage;
import org.souk.core.link.MigrationReport.Departed;
import org.souk.core.link.MigrationReport.Failed;
import org.souk.core.link.MigrationReport.Prepared;
import org.souk.core.link.MigrationReport.Restored;
import org.souk.core.migration.MigrationCause;
import org.souk.core.migration.TransferGrant;
import org.souk.core.migration.TransferGrants;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.pricing.Share;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.EndReason;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.PastMigration;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

class MigrationCoordinatorTest {
    private static final NodeId FROM = new NodeId("n1");
    private static final NodeId TO = new NodeId("n2");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Bytes SIZE = Bytes.ofMebibytes(3);
    /** Per 10⁹ fuel, and nothing for RAM and storage. */
    private static final Tariff TWO_CREDITS = new Tariff(Money.parse("2"), Money.ZERO, Money.ZERO);

    private MarketHarness market = new MarketHarness().rich("ada", "100");
    private RecordingLink source;
    private RecordingLink target;
    private Task task;

    @BeforeEach
    void run() {
        source = market.online(aNode("n1"));
        task = market.submit(aTask().by("ada").needing(cores(2)).within("10"));
        market.turn();
        market.sessions.started(FROM, first());
        target = market.online(aNode("n2"));
        market.advance(SECOND);
        source.orders().clear();
    }

    private AttemptKey first() {
        return new AttemptKey(task.id(), 1);
    }

    private AttemptKey second() {
        return new AttemptKey(task.id(), 2);
    }

    private void plan() {
        Migration migration = new Migration(
                task.id(), 1, FROM, TO, TWO_CREDITS, new Fuel(2_000_000_000L), false, MigrationCause.REQUEST);
        market.scheduler.carryOut(Plan.moving(migration), market.clock.instant());
    }

    private MigrationId move() {
        return now().journey().move().map(OngoingMigration::id).orElseThrow();
    }

    private Task now() {
        return market.find(task.id());
    }

    private static Position at(long fuel) {
        return new Position(new Fuel(fuel), Duration.ofMillis(700));
    }

    private void depart(MigrationId move, long fuel) {
        market.sessions.moved(TO, new Prepared(move, second()));
        market.sessions.moved(FROM, new Departed(move, first(), at(fuel), SIZE));
    }

    private void restore(MigrationId move, long fuel) {
        market.sessions.moved(TO, new Restored(move, second(), at(fuel), SIZE, Duration.ofMillis(30)));
    }

    private MigrationId moved() {
        plan();
        MigrationId move = move();
        depart(move, 500);
        restore(move, 500);
        return move;
    }

    @Test
    void aMoveIsHandedOverInOrder() {
        plan();
        MigrationId move = move();
        assertThat(target.orders()).containsExactly("prepare " + task.id() + "/2");
        assertThat(target.arrivals().get(0).attempt().tariff()).isEqualTo(TWO_CREDITS);
        assertThat(target.arrivals().get(0).snapshotKey())
                .isEqualTo(source.assigned().get(0).snapshotKey())
                .isPresent();
        assertThat(source.orders()).isEmpty();

        market.sessions.moved(TO, new Prepared(move, second()));
        assertThat(source.orders()).containsExactly("depart " + task.id() + "/1");
        assertThat(source.tickets().get(0).secret())
                .isEqualTo(target.tickets().get(0).secret());

        market.sessions.moved(FROM, new Departed(move, first(), at(500), SIZE));
        assertThat(now().isHeldBy(FROM, 1)).isTrue();

        restore(move, 500);
        assertThat(now().isHeldBy(TO, 2)).isTrue();
        assertThat(now().state()).isEqualTo(TaskState.RUNNING);
        assertThat(now().current().orElseThrow().begin()).isEqualTo(at(500));
        assertThat(target.orders()).endsWith("start " + task.id() + "/2");
        assertThat(source.orders()).endsWith("forget " + task.id() + "/1");
        assertThat(now().journey().past()).singleElement().returns(true, PastMigration::isDone);
    }

    @Test
    void bothNodesKeepThePlaceUntilItIsDecided() {
        plan();
        assertThat(reserved(FROM)).isEqualTo(2000);
        assertThat(reserved(TO)).isEqualTo(2000);
        MigrationId move = move();
        depart(move, 500);
        restore(move, 500);
        assertThat(reserved(FROM)).isZero();
        assertThat(reserved(TO)).isEqualTo(2000);
    }

    private int reserved(NodeId node) {
        return market.live.nodes().stream()
                .filter(live -> live.node().id().equals(node))
                .mapToInt(live -> live.reserved().cpu().value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachSellerIsPaidForItsPartAtItsTariff() {
        plan();
        MigrationId move = move();
        // 0.5 and 0.25 giga-fuel, at 0.001 and at 2 credits: 500 and 500000 micro-credits, of which the fee takes a
        // tenth.
        depart(move, 500_000_000);
        restore(move, 500_000_000);
        market.advance(SECOND);
        market.report(target.arrivals().get(0), EndReason.SUCCESS, 750_000_000, SECOND);
        market.turn();

        Bill bill = now().bill().orElseThrow();
        assertThat(bill.shares()).extracting(share -> share.segment().node()).containsExactly(FROM, TO);
        assertThat(bill.shares())
                .extracting(share -> share.segment().fuel().units())
                .containsExactly(500_000_000L, 250_000_000L);
        assertThat(bill.shares().get(0).charged().micros()).isEqualTo(500 + ramOf(700));
        assertThat(bill.shares().get(1).charged()).isEqualTo(Money.ofMicros(500_000));
        assertThat(bill.shares().stream().map(Share::charged).reduce(Money.ZERO, Money::plus))
                .isEqualTo(bill.charged());
        assertThat(now().ending().orElseThrow().usage().fuel()).isEqualTo(new Fuel(750_000_000));
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
        assertThat(market.available("seller").plus(market.fees())).isEqualTo(bill.charged());
    }

    /** 16 MiB for so long, at 1 credit for a GiB and hour. */
    private static long ramOf(long millis) {
        return 16L * 1_000_000 * millis / (1024L * 3_600_000);
    }

    @Test
    void nodesThatDisagreeMoveNothing() {
        plan();
        MigrationId move = move();
        depart(move, 500);
        restore(move, 400);

        assertThat(now().isHeldBy(FROM, 1)).isTrue();
        assertThat(now().journey().move()).isEmpty();
        assertThat(source.orders()).endsWith("abort " + task.id() + "/1");
        assertThat(target.orders()).endsWith("abort " + task.id() + "/2");
        assertThat(reserved(TO)).isZero();
    }

    @Test
    void whatOneNodeCannotDoIsGivenUp() {
        plan();
        market.sessions.moved(TO, new Failed(move(), second(), "no disk left"));

        assertThat(now().isHeldBy(FROM, 1)).isTrue();
        assertThat(now().journey().past()).singleElement().returns("no disk left", PastMigration::failure);
        assertThat(source.orders()).containsExactly("abort " + task.id() + "/1");
    }

    @Test
    void aTargetThatIsNotReadyInTimeIsGivenUp() {
        plan();
        heartbeats(MarketHarness.MOVES.preparing());
        assertThat(now().journey().past()).singleElement().satisfies(past -> assertThat(past.failure())
                .contains("not ready in time"));
    }

    @Test
    void aSnapshotThatDoesNotArriveIsGivenUp() {
        plan();
        depart(move(), 500);
        heartbeats(MarketHarness.MOVES.departing());
        assertThat(now().journey().past()).singleElement().satisfies(past -> assertThat(past.failure())
                .contains("did not arrive"));
    }

    /** Both nodes are heard of, and say nothing of a move that they do not know better than the market. */
    private void heartbeats(Duration time) {
        for (Duration spent = Duration.ZERO; spent.compareTo(time) <= 0; spent = spent.plus(SECOND.multipliedBy(10))) {
            market.advance(SECOND.multipliedBy(10));
            market.heartbeat("n1", source(Optional.empty()));
            market.turn();
        }
    }

    private AttemptProgress source(Optional<MigrationProgress> sight) {
        return new AttemptProgress(first(), true, sight.isPresent(), new Fuel(500), true, SIZE, sight);
    }

    private AttemptProgress arrival(MigrationId move, Stage stage) {
        return new AttemptProgress(
                second(), false, true, new Fuel(500), false, Bytes.ZERO, Optional.of(sight(move, stage)));
    }

    private static MigrationProgress sight(MigrationId move, Stage stage) {
        return new MigrationProgress(move, stage, at(500), SIZE);
    }

    @Test
    void aTargetThatLeavesEndsTheMoveAtOnce() {
        plan();
        depart(move(), 500);
        market.sessions.closed(TO, target);
        assertThat(now().journey().move()).isEmpty();
        assertThat(source.orders()).endsWith("abort " + task.id() + "/1");
    }

    @Test
    void lostOrdersAreGivenAgain() {
        plan();
        MigrationId move = move();
        market.heartbeat("n2");
        assertThat(target.orders()).containsExactly("prepare " + task.id() + "/2", "prepare " + task.id() + "/2");

        market.sessions.moved(TO, new Prepared(move, second()));
        market.heartbeat("n1", source(Optional.empty()));
        assertThat(source.orders()).containsExactly("depart " + task.id() + "/1", "depart " + task.id() + "/1");

        market.heartbeat("n1", source(Optional.of(sight(move, Stage.DEPARTED))));
        market.heartbeat("n2", arrival(move, Stage.RESTORED));
        assertThat(now().isHeldBy(TO, 2)).isTrue();

        source.orders().clear();
        target.orders().clear();
        market.heartbeat("n1", source(Optional.of(sight(move, Stage.DEPARTED))));
        market.heartbeat("n2", arrival(move, Stage.RESTORED));
        assertThat(source.orders()).containsExactly("forget " + task.id() + "/1");
        assertThat(target.orders()).containsExactly("start " + task.id() + "/2");
    }

    @Test
    void aRestartedMarketGoesOnFromWhatTheNodesSay() {
        plan();
        MigrationId move = move();
        depart(move, 500);
        market = new MarketHarness(market);
        market.market.turns().open();
        RecordingLink from = market.reconnect(aNode("n1").enrolled(), source(Optional.of(sight(move, Stage.DEPARTED))));
        RecordingLink to = market.reconnect(aNode("n2").enrolled(), arrival(move, Stage.PREPARED));
        assertThat(from.orders()).isEmpty();

        restore(move, 500);

        assertThat(now().isHeldBy(TO, 2)).isTrue();
        assertThat(to.orders()).endsWith("start " + task.id() + "/2");
        assertThat(from.orders()).endsWith("forget " + task.id() + "/1");
    }

    @Test
    void copiesOfAMoveThatIsOverAreDroppedOrGoOn() {
        plan();
        MigrationId move = move();
        depart(move, 500);
        market.sessions.moved(FROM, new Failed(move, first(), "cannot send"));
        source.orders().clear();
        target.orders().clear();

        market.heartbeat("n1", source(Optional.of(sight(move, Stage.DEPARTED))));
        market.heartbeat("n2", arrival(move, Stage.RESTORED));

        assertThat(source.orders()).containsExactly("abort " + task.id() + "/1");
        assertThat(target.orders()).containsExactly("abort " + task.id() + "/2");
    }

    @Test
    void numbersOfMovesThatFailedAreNotGivenAgain() {
        plan();
        market.sessions.moved(TO, new Failed(move(), second(), "no"));
        market.report(source.assigned().get(0), EndReason.NODE_FAULT, 1, SECOND);
        market.turn();

        assertThat(target.assigned()).singleElement().returns(3, d -> d.attempt()
                .number());
        assertThat(now().ownAttempts()).isEqualTo(2);
    }

    @Test
    void aSourceThatDiesAfterItHasSentLosesNothing() {
        plan();
        MigrationId move = move();
        market.sessions.moved(TO, new Prepared(move, second()));
        market.sessions.closed(FROM, source);
        restore(move, 500);
        assertThat(now().isHeldBy(FROM, 1)).isTrue();

        market.advance(MarketHarness.LEASE.minus(SECOND));
        market.heartbeat("n2", arrival(move, Stage.RESTORED));
        market.advance(SECOND).turn();

        assertThat(now().isHeldBy(TO, 2)).isTrue();
    }

    @Test
    void aSourceThatBeginsAgainIsNotTakenOverFrom() {
        plan();
        MigrationId move = move();
        market.sessions.moved(TO, new Prepared(move, second()));
        // It has sent its snapshot, but died before it said so.
        RecordingLink again = market.reconnect(aNode("n1").enrolled());
        assertThat(again.assigned()).hasSize(1);
        market.advance(MarketHarness.LEASE);
        restore(move, 500);
        market.turn();

        assertThat(now().attempts()).isNotEqualTo(2);
        assertThat(target.orders()).endsWith("abort " + task.id() + "/2");
        assertThat(now().journey().past()).singleElement().satisfies(past -> assertThat(past.failure())
                .contains("lost"));
    }

    @Test
    void cancellingEndsTheMove() {
        plan();
        depart(move(), 500);
        market.tasks.cancel(buyer("ada"), task.id());

        assertThat(now().state()).isEqualTo(TaskState.CANCELLING);
        assertThat(now().journey().move()).isEmpty();
        assertThat(target.orders()).endsWith("abort " + task.id() + "/2");
        assertThat(source.cancelled()).containsExactly(first());
        assertThat(reserved(TO)).isZero();
    }

    @Test
    void reportsOfTheFormerAttemptAreStale() {
        moved();
        market.report(source.assigned().get(0), EndReason.SUCCESS, 900, SECOND);
        market.turn();

        assertThat(now().state()).isEqualTo(TaskState.RUNNING);
        assertThat(source.acknowledged()).containsExactly(first());
        assertThat(source.closed()).isEmpty();
    }

    @Test
    void onlyTheTwoNodesMaySendAndReceiveAndOnlyForAsLong() {
        plan();
        MigrationId move = move();
        String secret = source.tickets().isEmpty() ? target.tickets().get(0).secret() : "";
        TransferGrants moves = market.market.passages();

        assertThat(moves.of(move, secret, FROM)).map(TransferGrant::role).contains(TransferGrant.Role.SOURCE);
        assertThat(moves.of(move, secret, TO)).map(TransferGrant::role).contains(TransferGrant.Role.TARGET);
        assertThat(moves.of(move, secret, new NodeId("n3"))).isEmpty();
        assertThat(moves.of(move, secret + "x", FROM)).isEmpty();
        assertThat(moves.of(new MigrationId("m"), secret, FROM)).isEmpty();

        market.sessions.moved(TO, new Failed(move, second(), "no"));
        assertThat(moves.of(move, secret, FROM)).isEmpty();
    }

    @Test
    void aLostAttemptGoesOnFromItsCheckpoint() {
        assertThat(market.sessions.checkpointed(FROM, first(), new ContentId("bafsnap"), SIZE, at(300_000_000)))
                .isTrue();
        market.advance(MarketHarness.LEASE);
        market.heartbeat("n2");
        market.turn();
        market.turn();

        Dispatch again = target.assigned().get(0);
        assertThat(again.resumeFrom()).map(Checkpoint::at).contains(at(300_000_000));
        assertThat(again.attempt().begin()).isEqualTo(at(300_000_000));

        market.sessions.started(TO, running(again).attempt());
        market.advance(SECOND);
        market.report(again, EndReason.SUCCESS, 400_000_000, SECOND);
        market.turn();
        assertThat(now().bill().orElseThrow().shares())
                .extracting(Share::segment)
                .extracting(Segment::node, segment -> segment.fuel().units())
                .containsExactly(tuple(FROM, 300_000_000L), tuple(TO, 100_000_000L));
    }

    @Test
    void workAfterTheCheckpointOfALostAttemptIsNobodys() {
        market.sessions.checkpointed(FROM, first(), new ContentId("bafsnap"), SIZE, at(300));
        moved();
        market.sessions.closed(TO, target);
        market.advance(MarketHarness.LEASE);
        market.heartbeat("n1");
        market.turn();

        assertThat(now().journey().segments()).singleElement().returns(at(300), Segment::to);
        assertThat(source.assigned().get(1).attempt().begin()).isEqualTo(at(300));
    }

    @Test
    void anUnusableCheckpointIsForgottenAndBlamesNobody() {
        market.sessions.checkpointed(FROM, first(), new ContentId("bafsnap"), SIZE, at(300));
        market.report(source.assigned().get(0), EndReason.CHECKPOINT_UNUSABLE, 0, Duration.ZERO);
        market.turn();

        assertThat(now().journey().checkpoint()).isEmpty();
        assertThat(now().journey().segments()).isEmpty();
        assertThat(now().failedOn()).isEmpty();
    }

    @Test
    void checkpointsOfOthersAndFromBeforeAreRefused() {
        assertThat(market.sessions.checkpointed(TO, first(), new ContentId("b"), SIZE, at(300)))
                .isFalse();
        assertThat(market.sessions.checkpointed(FROM, second(), new ContentId("b"), SIZE, at(300)))
                .isFalse();
        assertThat(market.sessions.checkpointed(FROM, first(), new ContentId("b"), SIZE, at(300)))
                .isTrue();
        assertThat(market.sessions.checkpointed(FROM, first(), new ContentId("c"), SIZE, at(299)))
                .isFalse();
    }

    @Test
    void aMovedAttemptThatItsNodeHasLostBeginsAtItsBeginningElsewhere() {
        moved();
        RecordingLink again = market.reconnect(aNode("n2").enrolled());
        assertThat(again.assigned()).isEmpty();
        market.turn();

        assertThat(List.of(source.assigned().size(), now().attempts())).containsExactly(2, 3);
        assertThat(now().current().orElseThrow().begin()).isEqualTo(Position.START);
    }

    @Test
    void aMoveIsRefusedWhereTheBudgetNoLongerCoversTheRest() {
        plan();
        MigrationId move = move();
        // Ten credits afford 5 giga-fuel at two credits; the target was told 2, but 9.9 credits are spent by now.
        Position late = new Position(new Fuel(9_900_000_000_000L), Duration.ofMillis(700));
        market.sessions.moved(TO, new Prepared(move, second()));
        market.sessions.moved(FROM, new Departed(move, first(), late, SIZE));
        market.sessions.moved(TO, new Restored(move, second(), late, SIZE, SECOND));

        assertThat(now().isHeldBy(FROM, 1)).isTrue();
        assertThat(now().journey().past()).singleElement().satisfies(past -> assertThat(past.failure())
                .contains("budget"));
    }
}
