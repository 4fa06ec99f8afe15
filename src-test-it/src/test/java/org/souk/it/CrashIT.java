package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.aTask;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.NodeAgent;
import org.souk.it.harness.Operator;
import org.souk.it.harness.Repository;
import org.souk.it.harness.Seller;
import org.souk.protocol.rest.PostingBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.protocol.rest.TransferBody;
import org.souk.protocol.rest.TransferPage;
import org.souk.testing.Eventually;
import org.souk.testing.Patience;

/** Parts of the market die; no task and no credit is lost, and nothing is paid twice. */
class CrashIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @Test
    void taskOfAKilledAgentIsFinishedElsewhereAndPaidOnce() {
        Buyer buyer = MARKET.buyer();
        Seller unlucky = MARKET.seller();
        Seller lucky = MARKET.seller();
        NodeAgent first = MARKET.agent(unlucky, "first", Seller.smallOffer());
        TaskBody task = buyer.await(buyer.submit(longForecast(buyer)), StateName.RUNNING);
        NodeAgent second = MARKET.agent(lucky, "second", Seller.smallOffer());
        List<ProcessHandle> workers = first.workers();
        assertThat(workers).isNotEmpty();

        first.kill();

        TaskBody done = buyer.await(task, StateName.COMPLETED);
        assertThat(done.node()).isEqualTo(second.id());
        assertThat(done.attempts()).isEqualTo(2);
        assertThat(unlucky.account().balance().availableMicros()).isZero();
        assertThat(lucky.account().balance().availableMicros())
                .isEqualTo(done.ending().bill().paidMicros());
        assertThat(settlements(buyer, task)).hasSize(1);
        Eventually.holds(
                "the killed agent's workers are gone", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(first.node().connected()).isFalse();
    }

    @Test
    void restartedAgentIsTheSameNodeAndRunsTasksAgain() {
        Buyer buyer = MARKET.buyer();
        Seller seller = MARKET.seller();
        NodeAgent agent = MARKET.agent(seller, "phoenix", Seller.smallOffer());
        String node = agent.id();
        TaskBody task = buyer.await(buyer.submit(longForecast(buyer)), StateName.RUNNING);

        agent.kill();
        agent.start();

        assertThat(agent.id()).isEqualTo(node);
        TaskBody done = buyer.await(task, StateName.COMPLETED);
        assertThat(done.node()).isEqualTo(node);
        assertThat(settlements(buyer, task)).hasSize(1);
        assertThat(seller.account().balance().availableMicros())
                .isEqualTo(done.ending().bill().paidMicros());
    }

    @Test
    void agentThatIsStoppedGivesItsTaskBackAtOnce() {
        Buyer buyer = MARKET.buyer();
        Seller seller = MARKET.seller();
        NodeAgent leaving = MARKET.agent(seller, "leaving", Seller.smallOffer());
        TaskBody task = buyer.await(buyer.submit(longForecast(buyer)), StateName.RUNNING);
        NodeAgent staying = MARKET.agent(seller, "staying", Seller.smallOffer());

        leaving.stop();

        TaskBody done = buyer.await(task, StateName.COMPLETED);
        assertThat(done.node()).isEqualTo(staying.id());
        assertThat(settlements(buyer, task)).hasSize(1);
    }

    @Test
    void secondAgentOnTheSameHomeIsRefused() throws InterruptedException {
        NodeAgent agent = MARKET.agent(MARKET.seller(), "only", Seller.smallOffer());

        Process second = agent.launch();

        assertThat(second.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(agent.log()).contains(agent.home().toString());
        assertThat(agent.isAlive()).isTrue();
        assertThat(agent.node().connected()).isTrue();
    }

    @Test
    void killedServerLosesNothingAndTasksRunOnMeanwhile() throws IOException {
        Buyer buyer = MARKET.buyer();
        Seller seller = MARKET.seller();
        NodeAgent agent = MARKET.agent(seller, "steadfast", Seller.smallOffer());
        String credentials = Files.readString(MARKET.controlPlane().home().resolve("operator.json"));
        TaskBody finished = buyer.run(aTask(buyer.program("noop")).request());
        TaskBody running = buyer.await(buyer.submit(longForecast(buyer)), StateName.RUNNING);
        List<TaskBody> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiting.add(buyer.submit(
                    aTask(buyer.program("noop")).named("waits-" + i).request()));
        }
        List<ProcessHandle> workers = agent.workers();

        MARKET.controlPlane().kill();
        assertThat(agent.isAlive()).isTrue();
        assertThat(workers).anyMatch(ProcessHandle::isAlive);
        // The agent comes back when it does: no lease runs out before.
        MARKET.controlPlane().start(Map.of("souk.scheduler.lease", "PT1H"));

        try {
            TaskBody done = buyer.await(running, StateName.COMPLETED);
            assertThat(done.attempts()).as("it went on where it was").isEqualTo(1);
            waiting.forEach(task -> buyer.await(task, StateName.COMPLETED));
            assertThat(buyer.task(finished.id())).isEqualTo(finished);
            assertThat(Files.readString(MARKET.controlPlane().home().resolve("operator.json")))
                    .isEqualTo(credentials);
            assertThat(Operator.signedIn().ledger().sumMicros()).isZero();
            assertThat(buyer.account().balance().heldMicros()).isZero();
            for (TaskBody task : waiting) {
                assertThat(settlements(buyer, task)).hasSize(1);
            }
            assertThat(settlements(buyer, running)).hasSize(1);
            assertThat(settlements(buyer, running).get(0).postings())
                    .extracting(PostingBody::amountMicros)
                    .contains(done.ending().bill().feeMicros());
        } finally {
            restart();
        }
    }

    /** With the settings of all tests. */
    private static void restart() {
        MARKET.controlPlane().kill();
        MARKET.controlPlane().start();
    }

    private static List<TransferBody> settlements(Buyer buyer, TaskBody task) {
        return buyer.api().get("/accounts/me/transfers?limit=500").as(TransferPage.class).transfers().stream()
                .filter(transfer -> transfer.kind().equals("settle"))
                .filter(transfer -> task.id().equals(transfer.task()))
                .toList();
    }

    /** Some seconds of real work. */
    private static TaskRequest longForecast(Buyer buyer) {
        return aTask(buyer.program("forecast"))
                .with("/in/load.csv.gz", "/out/forecast.json", "--paths", "20000")
                .reading("/in/load.csv.gz", buyer.upload(Repository.read("demo/data/nab-aws-6.csv.gz")))
                .writing("/out/forecast.json")
                .needing(250, 128L << 20, 16L << 20)
                .wallLimit((long) Patience.TEST_SECONDS)
                .request();
    }
}
