package org.souk.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.OfferBody;

/**
 * The people and machines of a test class. What a test brings in leaves with it; what comes before all tests stays for
 * the class. All classes share one market but never at the same time, and after each test the ledger must sum to zero.
 */
public final class Marketplace implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final long CREDIT = 1_000_000;

    private final Deque<Runnable> forTheClass = new ArrayDeque<>();
    private final Deque<Runnable> forTheTest = new ArrayDeque<>();
    private Operator operator;
    private boolean inTest;

    @Override
    public void beforeAll(ExtensionContext context) {
        operator = Operator.signedIn();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        inTest = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        inTest = false;
        leave(forTheTest);
        assertThat(operator.ledger().sumMicros()).as("the ledger's sum").isZero();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leave(forTheClass);
    }

    private static void leave(Deque<Runnable> farewells) {
        while (!farewells.isEmpty()) {
            farewells.pop().run();
        }
    }

    private void onLeave(Runnable farewell) {
        (inTest ? forTheTest : forTheClass).push(farewell);
    }

    public SharedControlPlane controlPlane() {
        return SharedControlPlane.running();
    }

    public Operator operator() {
        return operator;
    }

    /** Somebody with money to spend. */
    public Buyer buyer() {
        return buyer(100 * CREDIT);
    }

    public Buyer buyer(long micros) {
        Buyer buyer = new Buyer(operator.open("buyer"));
        if (micros > 0) {
            operator.deposit(buyer.account(), micros);
        }
        onLeave(buyer::cancelAll);
        return buyer;
    }

    public Seller seller() {
        return new Seller(operator.open("seller"));
    }

    /** A real agent that sells this. */
    public NodeAgent agent(Seller seller, String name, OfferBody offer) {
        NodeAgent agent = NodeAgent.start(seller, name, offer);
        onLeave(agent::close);
        return agent;
    }

    /** A pretended agent that sells this and is welcomed. */
    public PretendedAgent pretendedAgent(Seller seller, OfferBody offer) {
        PretendedAgent agent = PretendedAgent.welcomed(seller.enrol("pretended", offer));
        onLeave(agent::close);
        return agent;
    }

    /** A connection that has said nothing yet. */
    public PretendedAgent silentAgent(EnrolResponse enrolment) {
        PretendedAgent agent = PretendedAgent.connect(enrolment);
        onLeave(agent::close);
        return agent;
    }
}
