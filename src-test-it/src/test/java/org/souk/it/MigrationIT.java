package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Seller;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.HeldMove;
import org.souk.protocol.node.MarketFrame.AbortMove;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.node.MarketFrame.DepartMove;
import org.souk.protocol.node.MarketFrame.ForgetMoved;
import org.souk.protocol.node.MarketFrame.PrepareMove;
import org.souk.protocol.node.MarketFrame.StartMoved;
import org.souk.protocol.node.MoveStage;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.MigrateRequest;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ShareBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.testing.Eventually;

/** What the market says to the two nodes of a move, and what becomes of the task and its bill. */
class MigrationIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private static final long HANDED_OVER = 400_000_000;
    private static final long ALL = 1_000_000_000;

    private static final String OWN = "moved in a test";

    private final Buyer buyer = MARKET.buyer();
    private PretendedAgent source;
    private PretendedAgent target;
    private TaskBody task;
    private PrepareMove order;

    /** With room for more, and for this test's tasks only: what others have left in the queue stays there. */
    private static OfferBody ownOffer() {
        OfferBody usual = Seller.offer(4000, 1024 * MIB, 1024 * MIB);
        String policy = "task.name == '" + OWN + "'";
        return new OfferBody(usual.resources(), usual.tariff(), false, null, null, policy, null, null);
    }

    @BeforeEach
    void begin() {
        source = MARKET.pretendedAgent(MARKET.seller(), ownOffer());
        task = buyer.submit(aTask(buyer.program("noop"))
                .named(OWN)
                .needing(1000, 64 * MIB, MIB)
                .request());
        Assign assigned = source.await(Assign.class);
        source.send(new AgentFrame.Started(assigned.task(), assigned.attempt()));
        source.hold(new HeldAttempt(task.id(), 1, true, false, 7, true, MIB, null));
        target = MARKET.pretendedAgent(MARKET.seller(), ownOffer());
        TaskBody moving = Eventually.present("the task can be moved", () -> {
            var reply = buyer.api().post("/tasks/" + task.id() + "/migrate", new MigrateRequest(target.node()));
            return reply.status() == 200 ? Optional.of(reply.as(TaskBody.class)) : Optional.empty();
        });
        assertThat(moving.moves()).singleElement().satisfies(move -> assertThat(move.to())
                .isEqualTo(target.node()));
        order = target.await(PrepareMove.class);
    }

    private void prepared() {
        target.hold(new HeldAttempt(
                task.id(), 2, false, true, 0, false, 0, new HeldMove(order.move(), MoveStage.PREPARED, 0, 0)));
        target.send(new AgentFrame.MovePrepared(order.move(), task.id(), 2));
        DepartMove depart = source.await(DepartMove.class);
        assertThat(depart.ticket().secret()).isEqualTo(order.ticket().secret());
        source.hold(new HeldAttempt(
                task.id(),
                1,
                true,
                true,
                HANDED_OVER,
                true,
                MIB,
                new HeldMove(order.move(), MoveStage.DEPARTED, 1, MIB)));
        source.send(new AgentFrame.MoveDeparted(order.move(), task.id(), 1, HANDED_OVER, 1, MIB));
    }

    @Test
    void aRunningTaskIsHandedOverAndBothSellersArePaid() {
        assertThat(order.run().attempt()).isEqualTo(2);
        assertThat(order.run().snapshotKey()).hasSize(43);
        prepared();
        target.send(new AgentFrame.MoveRestored(order.move(), task.id(), 2, HANDED_OVER, 1, MIB, 3));
        target.await(StartMoved.class);
        source.await(ForgetMoved.class);
        target.hold(new HeldAttempt(task.id(), 2, true, false, HANDED_OVER, true, MIB, null));
        source.drop(task.id());

        target.succeed(order.run(), ALL);

        TaskBody done = buyer.await(task, StateName.COMPLETED);
        BillBody bill = done.ending().bill();
        assertThat(done.ending().fuel()).isEqualTo(ALL);
        assertThat(bill.shares()).extracting(ShareBody::node).containsExactly(source.node(), target.node());
        assertThat(bill.shares()).extracting(ShareBody::fuel).containsExactly(HANDED_OVER, ALL - HANDED_OVER);
        assertThat(bill.shares().stream().mapToLong(ShareBody::chargedMicros).sum())
                .isEqualTo(bill.chargedMicros());
        assertThat(buyer.explain(task.id()).remarks()).anyMatch(remark -> remark.startsWith("It moved from node"));
    }

    @Test
    void aMoveThatFailsLeavesTheTaskWhereItIs() {
        prepared();
        target.drop(task.id());
        target.send(new AgentFrame.MoveFailed(order.move(), task.id(), 2, "the snapshot is damaged"));
        assertThat(source.await(AbortMove.class).attempt()).isEqualTo(1);
        source.hold(new HeldAttempt(task.id(), 1, true, false, HANDED_OVER, true, MIB, null));

        TaskBody stays = buyer.task(task.id());
        assertThat(stays.node()).isEqualTo(source.node());
        assertThat(stays.moves()).singleElement().satisfies(move -> assertThat(move.failure())
                .isEqualTo("the snapshot is damaged"));
        assertThat(stays.attempts()).isEqualTo(1);
    }
}
