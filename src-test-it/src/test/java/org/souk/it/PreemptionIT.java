package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.NodeAgent;
import org.souk.it.harness.Prices;
import org.souk.it.harness.Repository;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.PriorityName;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.protocol.rest.TransferBody;
import org.souk.protocol.rest.TransferPage;

/** A full node and a task that cannot wait. */
class PreemptionIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    /** A victim is left alone in its first seconds, so what is preempted must have work for more, on a busy machine too. */
    private final Seller seller = MARKET.seller();

    private NodeAgent agent;

    @BeforeEach
    void startAgent() {
        agent = MARKET.agent(seller, "full", Seller.smallOffer());
    }

    @Test
    void urgentTaskTakesThePlaceOfALesserOneThatGoesOnAndBothAreBilledRight() {
        Buyer patient = MARKET.buyer();
        Buyer hurried = MARKET.buyer();
        TaskRequest work = forecast(patient, PriorityName.LOW);
        TaskBody victim = patient.await(patient.submit(work), StateName.RUNNING);
        TaskBody urgent = hurried.submit(forecast(hurried, PriorityName.CRITICAL));
        TaskBody suspended = patient.await(victim, StateName.SUSPENDED);
        assertThat(suspended.node()).isEqualTo(agent.id());
        assertThat(suspended.preemptions()).isEqualTo(1);
        assertThat(suspended.preemptedAt()).isAfterOrEqualTo(suspended.startedAt());
        assertThat(patient.explain(victim.id()).summary()).contains("suspended");
        TaskBody first = hurried.await(urgent, StateName.COMPLETED);
        TaskBody last = patient.await(victim, StateName.COMPLETED);

        assertThat(last.attempts()).as("it went on where it stood").isEqualTo(1);
        assertThat(last.preemptions()).isEqualTo(1);
        assertThat(last.finishedAt()).isAfter(first.finishedAt());
        assertThat(last.ending().fuel())
                .as("the same work undisturbed")
                .isEqualTo(first.ending().fuel());
        assertThat(last.ending().outputs()).isEqualTo(first.ending().outputs());
        assertThat(Duration.ofMillis(last.ending().wallMillis()))
                .as("the pause is not paid")
                .isLessThan(Duration.between(last.startedAt(), last.finishedAt())
                        .minusMillis(first.ending().wallMillis()));
        checkBill(last, work);
        checkBill(first, first.request());
        assertThat(seller.account().balance().availableMicros())
                .isEqualTo(last.ending().bill().paidMicros()
                        + first.ending().bill().paidMicros());
        assertThat(settlements(patient, victim)).hasSize(1);
    }

    @Test
    void suspendedTaskCanBeCancelledAndPaysWhatItUsed() {
        Buyer patient = MARKET.buyer();
        Buyer hurried = MARKET.buyer();
        TaskRequest work = aTask(patient.program("spin"))
                .paying(100_000_000)
                .needing(1000, 64 * MIB, MIB)
                .priority(PriorityName.LOW)
                .request();
        TaskBody victim = patient.await(patient.submit(work), StateName.RUNNING);
        hurried.submit(forecast(hurried, PriorityName.CRITICAL));
        patient.await(victim, StateName.SUSPENDED);

        patient.cancel(victim.id());

        TaskBody cancelled = patient.await(victim, StateName.CANCELLED);
        checkBill(cancelled, work);
    }

    private static void checkBill(TaskBody task, TaskRequest request) {
        EndingBody ending = task.ending();
        BillBody bill = ending.bill();
        assertThat(bill.fuelMicros()).isEqualTo(Prices.fuel(ending.fuel(), Seller.PRICES));
        assertThat(bill.ramMicros())
                .isEqualTo(Prices.ram(request.resources().ramBytes(), ending.wallMillis(), Seller.PRICES));
        assertThat(bill.storageMicros())
                .isEqualTo(Prices.storage(request.resources().storageBytes(), ending.wallMillis(), Seller.PRICES));
        assertThat(bill.chargedMicros()).isEqualTo(bill.fuelMicros() + bill.ramMicros() + bill.storageMicros());
    }

    private static List<TransferBody> settlements(Buyer buyer, TaskBody task) {
        return buyer.api().get("/accounts/me/transfers?limit=500").as(TransferPage.class).transfers().stream()
                .filter(transfer -> transfer.kind().equals("settle"))
                .filter(transfer -> task.id().equals(transfer.task()))
                .toList();
    }

    /** Takes the whole node for some ten seconds; always the same work, whoever wants it. */
    private static TaskRequest forecast(Buyer buyer, PriorityName priority) {
        TaskOrder order = aTask(buyer.program("forecast"))
                .with("/in/load.csv.gz", "/out/forecast.json", "--paths", "90000")
                .reading("/in/load.csv.gz", buyer.upload(Repository.read("demo/data/nab-aws-6.csv.gz")))
                .writing("/out/forecast.json");
        return order.needing(1000, 128 * MIB, 16 * MIB)
                .priority(priority)
                .wallLimit(600L)
                .request();
    }
}
