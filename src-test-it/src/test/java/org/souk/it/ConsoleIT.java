package org.souk.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.souk.it.harness.TaskOrder.aTask;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Account;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Chromium;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.NodeAgent;
import org.souk.it.harness.Seller;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.testing.Eventually;
import org.souk.testing.Patience;

/** The operator's console in a real browser. */
class ConsoleIT {
    private static final int PHONE_WIDTH = 390;

    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private static Chromium browser;
    private static NodeAgent node;
    private static Buyer buyer;
    private static TaskBody completed;

    @BeforeAll
    static void aMarketIsAtWork() {
        Optional<Path> chromium = Chromium.executable();
        assumeTrue(chromium.isPresent(), "SKIPPED: the console is tested in Chromium, which is not installed");
        browser = Chromium.launch(chromium.get());
        node = MARKET.agent(MARKET.seller(), "stall-7", Seller.smallOffer());
        buyer = MARKET.buyer();
        completed =
                buyer.run(aTask(buyer.program("noop")).named("a finished task").request());
    }

    @AfterAll
    static void theBrowserIsClosed() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void noPageComplained() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void nobodyGetsInWithoutSigningIn() {
        Page page = browser.visitor(1280, 900);
        for (String path : new String[] {"overview", "nodes", "tasks", "ledger", "task?id=" + completed.id()}) {
            page.navigate(url("/console/" + path));
            assertThat(field(page, "client-id")).isVisible();
        }
    }

    @Test
    void wrongSecretIsToldAndLetsNobodyIn() {
        Page page = browser.visitor(1280, 900);
        page.navigate(url("/console/nodes"));
        signIn(page, MARKET.operator().account().clientId(), "wrong");
        assertThat(page.locator("[id$=messages]")).isVisible();
        assertThat(field(page, "client-id")).isVisible();
        browser.complaints();
    }

    @Test
    void buyerIsNoOperator() {
        Page page = browser.visitor(1280, 900);
        page.navigate(url("/console/nodes"));
        signIn(page, buyer.account().clientId(), buyer.account().secret());
        assertThat(field(page, "client-id")).isVisible();
        page.navigate(url("/console/ledger"));
        assertThat(field(page, "client-id")).isVisible();
        browser.complaints();
    }

    @Test
    void operatorSignsInAndOut() {
        Page page = signedIn(1280);
        assertThat(page.locator("#signed-in-as")).isVisible();
        page.locator("[id='session:sign-out']").click();
        page.navigate(url("/console/ledger"));
        assertThat(field(page, "client-id")).isVisible();
    }

    @Test
    void nodesPageShowsLiveLoad() {
        Eventually.holds("load of the node", () -> node.node().load() != null);
        Page page = signedIn(1280);
        page.navigate(url("/console/nodes"));
        Locator card = page.locator("[data-node='stall-7']");
        assertThat(card).isVisible();
        assertThat(card).containsText(Pattern.compile("\\d ?%"));
        assertThat(card.locator(".node-status"))
                .containsText(Pattern.compile("connected|online", Pattern.CASE_INSENSITIVE));
    }

    @Test
    void nodesPageLeadsToWhatItsOwnerWillNeed() {
        Page page = signedIn(1280);
        page.navigate(url("/console/nodes"));
        page.locator("[data-node='stall-7'] h2 a").click();
        assertThat(page.locator("#node-name")).containsText("stall-7");
        for (String kind : new String[] {"CPU", "RAM"}) {
            Locator chart = page.locator("[data-chart='" + kind + "']");
            assertThat(chart.locator("svg")).hasCount(2);
            assertThat(chart.locator(".chart-summary")).containsText(Pattern.compile("Now|Not measured"));
        }
        assertThat(page.locator("#node-forecast")).containsText("champion");
        page.navigate(url("/console/node?id=nobody"));
        assertThat(page.locator("#node-missing")).isVisible();
    }

    @Test
    void nodeThatIsDrainedIsShownSoWithoutReloading() {
        Page page = signedIn(1280);
        page.navigate(url("/console/nodes"));
        Locator owner = page.locator("[data-node='stall-7'] .node-switch");
        assertThat(owner).containsText("Selling");
        node.seller().turn(node.id(), AvailabilityName.DRAINING);
        try {
            assertThat(owner).containsText(Pattern.compile("drain", Pattern.CASE_INSENSITIVE), patiently());
        } finally {
            node.seller().turn(node.id(), AvailabilityName.ACTIVE);
        }
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(Patience.LIMIT.toMillis());
    }

    @Test
    void tasksAreFilteredByState() {
        Page page = signedIn(1280);
        page.navigate(url("/console/tasks"));
        page.locator("#filter-buyer").selectOption(buyer.account().id());
        page.locator("#filter-state").selectOption("COMPLETED");
        page.locator("#filter-apply").click();
        assertThat(page.locator(".task-row")).hasCount(1);
        assertThat(page.locator(".task-row")).containsText(completed.id());

        page.locator("#filter-state").selectOption("CANCELLED");
        page.locator("#filter-apply").click();
        assertThat(page.locator("#tasks-none")).isVisible();
    }

    @Test
    void waitingTaskIsExplainedAndCancelled() {
        Buyer waiting = MARKET.buyer();
        TaskBody task = waiting.submit(aTask(waiting.program("noop"))
                .named("too big for anybody")
                .needing(200_000, 64 << 20, 0)
                .request());
        Page page = signedIn(1280);
        page.navigate(url("/console/task?id=" + task.id()));
        assertThat(page.locator("#task-explanation")).containsText("FitsCapacity", patiently());

        page.locator("[id='task:cancel']").click();
        page.locator("[id='task:confirm-yes']").click();
        assertThat(page.locator("#task-state"))
                .containsText(Pattern.compile("cancelled", Pattern.CASE_INSENSITIVE), patiently());
        assertThat(waiting.task(task.id()).state()).isEqualTo(StateName.CANCELLED);
    }

    @Test
    void finishedTaskShowsItsBill() {
        Page page = signedIn(1280);
        page.navigate(url("/console/task?id=" + completed.id()));
        assertThat(page.locator("#task-name")).containsText("a finished task");
        assertThat(page.locator("#task-bill")).isVisible();
        assertThat(page.locator("#task-outcome")).isVisible();
    }

    @Test
    void ledgerSumsToZero() {
        Page page = signedIn(1280);
        page.navigate(url("/console/ledger"));
        assertThat(page.locator("#ledger-sum")).hasText(Pattern.compile("0(\\.0+)?"));
        assertThat(page.locator("#ledger-broken")).hasCount(0);
    }

    @Test
    void everyPageFitsAPhone() {
        Page page = signedIn(PHONE_WIDTH);
        for (String path : new String[] {
            "overview",
            "nodes",
            "node?id=" + node.id(),
            "tasks",
            "tasks?state=RUNNING",
            "ledger",
            "task?id=" + completed.id()
        }) {
            page.navigate(url("/console/" + path));
            assertThat(page.locator("h1").first()).isVisible();
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of %s", path)
                    .isEqualTo(PHONE_WIDTH);
        }
    }

    private static Page signedIn(int width) {
        Page page = browser.visitor(width, 900);
        page.navigate(url("/console/overview"));
        Account operator = MARKET.operator().account();
        signIn(page, operator.clientId(), operator.secret());
        assertThat(page.locator("#signed-in-as")).isVisible();
        return page;
    }

    private static void signIn(Page page, String clientId, String secret) {
        field(page, "client-id").fill(clientId);
        field(page, "secret").fill(secret);
        page.locator("[id='login:sign-in']").click();
    }

    private static Locator field(Page page, String name) {
        return page.locator("[id='login:" + name + "']");
    }

    private static String url(String path) {
        return MARKET.controlPlane().url(path).toString();
    }
}
