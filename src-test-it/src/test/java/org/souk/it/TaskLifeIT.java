package org.souk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.NodeAgent;
import org.souk.it.harness.Prices;
import org.souk.it.harness.Repository;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.PostingBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.protocol.rest.TransferBody;
import org.souk.protocol.rest.TransferPage;
import org.souk.testing.Eventually;

/** Tasks from submission to payment, on two real agents. */
class TaskLifeIT {
    private static final String SERIES = "demo/data/nab-aws-6.csv.gz";
    private static final int FEE_BASIS_POINTS = 500;

    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private static Seller seller;
    private static NodeAgent left;
    private static NodeAgent right;

    @BeforeAll
    static void twoMachinesAreForSale() {
        seller = MARKET.seller();
        left = MARKET.agent(seller, "left", Seller.smallOffer());
        right = MARKET.agent(seller, "right", Seller.smallOffer());
    }

    @Test
    void programSeesArgumentsEnvironmentAndStandardInput() {
        Buyer buyer = MARKET.buyer();
        TaskBody done = buyer.run(aTask(buyer.program("hello"))
                .with("--write", "/out/copy.txt", "one", "two words")
                .environment("GREETING", "salaam")
                .stdin(buyer.upload("from standard input\n".getBytes(UTF_8)))
                .writing("/out/copy.txt")
                .request());

        String printed = buyer.stdout(done);
        assertThat(printed).contains("one", "two words", "GREETING=salaam", "from standard input");
        assertThat(new String(buyer.output(done, "/out/copy.txt"), UTF_8)).contains("one", "two words");
        assertThat(done.ending().exitCode()).isZero();
        assertThat(done.attempts()).isEqualTo(1);
        assertThat(done.startedAt()).isBetween(done.submittedAt(), done.finishedAt());
    }

    @Test
    void outputsAreNamedByTheirContent() throws IOException {
        Buyer buyer = MARKET.buyer();
        TaskBody done = buyer.run(loadStatistics(buyer));

        OutputBody report = done.ending().outputs().get(0);
        byte[] content = buyer.output(done, report.path());
        assertThat(report.path()).isEqualTo("/out/report.json");
        assertThat(report.bytes()).isEqualTo(content.length);
        assertThat(report.cid()).isEqualTo(cidOf(content));
        assertThat(buyer.api().get("/files/" + report.cid()).expect(200).body()).isEqualTo(content);
    }

    @Test
    void billIsWhatWasUsedAtTheNodesPrices() {
        Buyer buyer = MARKET.buyer();
        TaskRequest request = loadStatistics(buyer);
        AccountBody before = buyer.account().balance();
        long earnedBefore = seller.account().balance().availableMicros();

        TaskBody done = buyer.run(request);

        EndingBody ending = done.ending();
        BillBody bill = ending.bill();
        assertThat(bill.fuelMicros()).isEqualTo(Prices.fuel(ending.fuel(), Seller.PRICES));
        assertThat(bill.ramMicros())
                .isEqualTo(Prices.ram(request.resources().ramBytes(), ending.wallMillis(), Seller.PRICES));
        assertThat(bill.storageMicros())
                .isEqualTo(Prices.storage(request.resources().storageBytes(), ending.wallMillis(), Seller.PRICES));
        assertThat(bill.chargedMicros()).isEqualTo(bill.fuelMicros() + bill.ramMicros() + bill.storageMicros());
        assertThat(bill.chargedMicros()).isPositive().isLessThanOrEqualTo(request.maxPriceMicros());
        assertThat(bill.feeMicros()).isEqualTo(bill.chargedMicros() * FEE_BASIS_POINTS / 10_000);
        assertThat(bill.chargedMicros()).isEqualTo(bill.paidMicros() + bill.feeMicros());

        AccountBody after = buyer.account().balance();
        assertThat(after.heldMicros()).isZero();
        assertThat(before.availableMicros() - after.availableMicros()).isEqualTo(bill.chargedMicros());
        assertThat(seller.account().balance().availableMicros() - earnedBefore).isEqualTo(bill.paidMicros());
    }

    @Test
    void statementListsHoldAndSettlementAndEachSumsToZero() {
        Buyer buyer = MARKET.buyer();
        TaskBody done = buyer.run(aTask(buyer.program("noop")).request());

        List<TransferBody> statement =
                buyer.api().get("/accounts/me/transfers").as(TransferPage.class).transfers();
        assertThat(statement).extracting(TransferBody::kind).containsExactly("settle", "hold", "deposit");
        assertThat(statement.subList(0, 2)).extracting(TransferBody::task).containsOnly(done.id());
        assertThat(statement).allSatisfy(transfer -> assertThat(transfer.postings().stream()
                        .mapToLong(PostingBody::amountMicros)
                        .sum())
                .isZero());
    }

    @Test
    void sameTaskUsesTheSameFuelOnEveryNode() {
        Buyer buyer = MARKET.buyer();
        TaskRequest request = loadStatistics(buyer);

        TaskBody onLeft = onlyOn(left, right, () -> buyer.run(request));
        TaskBody onRight = onlyOn(right, left, () -> buyer.run(request));

        assertThat(onLeft.node()).isEqualTo(left.id());
        assertThat(onRight.node()).isEqualTo(right.id());
        assertThat(onRight.ending().fuel()).isEqualTo(onLeft.ending().fuel()).isPositive();
        assertThat(onRight.ending().outputs()).isEqualTo(onLeft.ending().outputs());
        assertThat(onRight.ending().stdout()).isEqualTo(onLeft.ending().stdout());
    }

    private TaskBody onlyOn(NodeAgent node, NodeAgent other, Supplier<TaskBody> run) {
        seller.turn(other.id(), AvailabilityName.INACTIVE);
        try {
            TaskBody done = run.get();
            assertThat(done.node()).isEqualTo(node.id());
            return done;
        } finally {
            seller.turn(other.id(), AvailabilityName.ACTIVE);
        }
    }

    @Test
    void failingProgramCostsOnlyWhatItUsed() {
        Buyer buyer = MARKET.buyer();
        TaskBody failed = buyer.await(
                buyer.submit(aTask(buyer.program("hello")).with("--exit", "3").request()), StateName.FAILED);

        assertThat(failed.ending().reason()).isEqualTo("EXIT_CODE");
        assertThat(failed.ending().exitCode()).isEqualTo(3);
        assertThat(failed.ending().fuel()).isPositive();
        assertThat(failed.ending().bill().chargedMicros()).isLessThan(1000);
        assertThat(buyer.account().balance().heldMicros()).isZero();
    }

    @Test
    void programThatNeverEndsIsStoppedByItsFuelAndPaysItsLimitAtMost() {
        Buyer buyer = MARKET.buyer();
        TaskBody failed = buyer.await(
                buyer.submit(aTask(buyer.program("spin")).fuelLimit(200_000_000).request()), StateName.FAILED);

        assertThat(failed.ending().reason()).isEqualTo("FUEL_LIMIT");
        assertThat(failed.ending().fuel()).isEqualTo(200_000_000);
    }

    @Test
    void programThatNeverEndsIsStoppedByTheClock() {
        Buyer buyer = MARKET.buyer();
        TaskBody failed = buyer.await(
                buyer.submit(aTask(buyer.program("spin")).wallLimit(1L).request()), StateName.FAILED);

        assertThat(failed.ending().reason()).isEqualTo("WALL_LIMIT");
        assertThat(failed.ending().wallMillis()).isBetween(500L, 20_000L);
    }

    @Test
    void programThatTakesAllMemoryGetsWhatItReserved() {
        Buyer buyer = MARKET.buyer();
        TaskBody ended = buyer.awaitEnd(buyer.submit(
                aTask(buyer.program("eatmem")).needing(250, 32 * MIB, MIB).request()));

        assertThat(ended.ending().peakMemoryBytes()).isBetween(16 * MIB, 32 * MIB);
    }

    @Test
    void namedOutputThatIsNotWrittenFailsTheTask() {
        Buyer buyer = MARKET.buyer();
        TaskBody failed = buyer.await(
                buyer.submit(aTask(buyer.program("noop")).writing("/out/never").request()), StateName.FAILED);

        assertThat(failed.ending().reason()).isEqualTo("OUTPUT_MISSING");
        assertThat(failed.ending().detail()).contains("/out/never");
    }

    @Test
    void resubmissionWithTheSameKeyIsTheSameTask() {
        Buyer buyer = MARKET.buyer();
        TaskRequest request = aTask(buyer.program("noop")).request();

        TaskBody first = buyer.api()
                .post("/tasks", "Idempotency-Key", "order-1", request)
                .expect(201)
                .as(TaskBody.class);
        TaskBody again = buyer.api()
                .post("/tasks", "Idempotency-Key", "order-1", request)
                .expect(200)
                .as(TaskBody.class);

        assertThat(again.id()).isEqualTo(first.id());
        buyer.await(first, StateName.COMPLETED);
        TaskBody later = buyer.api()
                .post("/tasks", "Idempotency-Key", "order-1", request)
                .expect(200)
                .as(TaskBody.class);
        assertThat(later.id()).isEqualTo(first.id());
        assertThat(later.state()).isEqualTo(StateName.COMPLETED);
    }

    @Test
    void manyTasksAtOnceAllCompleteAndAreAllPaid() {
        Buyer buyer = MARKET.buyer();
        TaskOrder order = aTask(buyer.program("noop"));
        long earnedBefore = seller.account().balance().availableMicros();

        List<TaskBody> submitted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            submitted.add(buyer.submit(order.named("many-" + i).request()));
        }
        List<TaskBody> done = submitted.stream()
                .map(task -> buyer.await(task, StateName.COMPLETED))
                .toList();

        long paid = done.stream()
                .mapToLong(task -> task.ending().bill().paidMicros())
                .sum();
        assertThat(seller.account().balance().availableMicros() - earnedBefore).isEqualTo(paid);
        Map<Long, Long> byFuel = done.stream()
                .collect(Collectors.groupingBy(task -> task.ending().fuel(), Collectors.counting()));
        assertThat(byFuel).as("all used the same fuel").hasSize(1);
    }

    @Test
    void runningTaskIsCancelledAndPaysWhatItUsed() {
        Buyer buyer = MARKET.buyer();
        TaskBody running = buyer.await(buyer.submit(aTask(buyer.program("spin")).request()), StateName.RUNNING);

        buyer.cancel(running.id());
        TaskBody cancelled = buyer.await(running, StateName.CANCELLED);

        BillBody bill = cancelled.ending().bill();
        assertThat(bill.chargedMicros()).isEqualTo(bill.paidMicros() + bill.feeMicros());
        assertThat(bill.chargedMicros()).isLessThan(1_000_000);
        assertThat(buyer.account().balance().heldMicros()).isZero();
    }

    @Test
    void fuelOfARunningTaskGrowsInSight() {
        Buyer buyer = MARKET.buyer();
        TaskBody running = buyer.await(buyer.submit(aTask(buyer.program("spin")).request()), StateName.RUNNING);

        Eventually.holds("progress", () -> buyer.task(running.id()).fuel() > 0);
        assertThat(buyer.explain(running.id()).summary()).contains(running.node());
    }

    private static TaskRequest loadStatistics(Buyer buyer) {
        return aTask(buyer.program("loadstats"))
                .with("/in/load.csv.gz", "/out/report.json")
                .reading("/in/load.csv.gz", buyer.upload(Repository.read(SERIES)))
                .writing("/out/report.json")
                .request();
    }

    private static String cidOf(byte[] content) throws IOException {
        return new ContentStore(new MemoryBlockStore())
                .add(new ByteArrayInputStream(content))
                .toString();
    }
}
