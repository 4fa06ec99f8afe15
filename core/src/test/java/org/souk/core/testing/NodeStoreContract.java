package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;
import org.souk.core.common.Transactions;
import org.souk.core.node.Availability;
import org.souk.core.node.Burst;
import org.souk.core.node.Hardware;
import org.souk.core.node.MaintenanceWindow;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;
import org.souk.core.node.Offer;
import org.souk.core.node.Quarantine;
import org.souk.core.node.Restrictions;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Bytes;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What every {@link NodeStore} does. */
public abstract class NodeStoreContract {
    private NodeStore nodes;
    private Transactions transactions;

    /** An empty store. */
    protected abstract NodeStore emptyStore();

    protected abstract Transactions transactions();

    @BeforeEach
    void setUp() {
        nodes = emptyStore();
        transactions = transactions();
    }

    @Test
    void insertedNodeIsFoundAsItWas() {
        Node node = aNode("n1").on(Hardware.UNKNOWN).yielding().enrolled();
        insert(node);

        assertThat(find("n1")).contains(node);
        assertThat(transactions.call(() -> nodes.lock(node.id()))).contains(node);
        assertThat(find("nobody")).isEmpty();
        assertThat(transactions.call(() -> nodes.lock(new NodeId("nobody")))).isEmpty();
    }

    @Test
    void everyChangeIsKeptAndCounted() {
        insert(aNode("n1").enrolled());
        Hardware told = new Hardware(
                "Linux\0", "aarch64", "\"Cortex\" A\n", 8, Bytes.ofGibibytes(3), Bytes.ofGibibytes(5), "25", "1");
        Offer offer = new Offer(
                Resources.of(1, 2, 3),
                new Tariff(Money.ofMicros(4), Money.ofMicros(5), Money.ofMicros(6)),
                true,
                new Terms(
                        Optional.of("buyer.name == 'ä' &&\n task.burst"),
                        Map.of("gpu", "\"a100\"", "rack", ""),
                        Optional.of("eu-west"),
                        Optional.of("garage")),
                Optional.of(new Burst(Resources.of(7, 8, 9), 40)));
        Restrictions restrictions = new Restrictions(
                Optional.of(NOON.plusSeconds(60)),
                Optional.of(NOON.plusSeconds(120)),
                List.of(
                        new MaintenanceWindow(NOON, NOON.plusSeconds(3600), true),
                        new MaintenanceWindow(NOON.plusSeconds(1), NOON.plusSeconds(2), false)),
                Optional.of(new Quarantine("its \"clock\"\nis ahead", NOON)));

        Node changed = transactions.call(() -> {
            Node next = nodes.lock(new NodeId("n1"))
                    .orElseThrow()
                    .withHardware(told)
                    .withOffer(offer)
                    .withAvailability(Availability.DRAINING)
                    .withRestrictions(restrictions)
                    .seenAt(NOON.plusSeconds(1));
            Node saved = nodes.save(next);
            assertThat(saved).isEqualTo(next.withVersion(1));
            return saved;
        });

        assertThat(find("n1")).contains(changed);
        assertThat(transactions.call(() -> nodes.list(Optional.empty()))).containsExactly(changed);
    }

    @Test
    void savingWithoutALockIsAnError() {
        Node node = aNode("n1").enrolled();

        assertThatThrownBy(() -> transactions.run(() -> nodes.save(node))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nodesAreListedByNameForAllOrOneOwner() {
        insert(aNode("b").of("sam").enrolled());
        insert(aNode("a").of("sue").enrolled());
        insert(aNode("C").of("sam").enrolled());

        assertThat(list(Optional.empty())).containsExactly("name-C", "name-a", "name-b");
        assertThat(list(Optional.of("sam"))).containsExactly("name-C", "name-b");
        assertThat(list(Optional.of("nobody"))).isEmpty();
    }

    @Test
    void nameIsUniqueForItsOwner() {
        Node node = aNode("n1").of("sam").enrolled();
        insert(node);
        Node same = renamed(aNode("n2").of("sam").enrolled(), node.name());
        Node others = renamed(aNode("n3").of("sue").enrolled(), node.name());

        assertThatThrownBy(() -> insert(same)).isInstanceOf(NameTaken.class).hasMessageContaining("name-n1");
        insert(others);

        assertThat(list(Optional.empty())).hasSize(2);
    }

    @Test
    void seenOnlyMovesForward() {
        insert(aNode("n1").enrolled());
        insert(aNode("n2").enrolled());
        NodeId n1 = new NodeId("n1");
        transactions.run(() -> nodes.markSeen(Map.of(n1, NOON.plusSeconds(5), new NodeId("nobody"), NOON)));
        transactions.run(() -> nodes.markSeen(Map.of(n1, NOON)));
        transactions.run(() -> nodes.markSeen(Map.of()));

        assertThat(find("n1").orElseThrow().lastSeen()).contains(NOON.plusSeconds(5));
        assertThat(find("n1").orElseThrow().version()).isZero();
        assertThat(find("n2").orElseThrow().lastSeen()).isEmpty();
        transactions.run(() -> {
            nodes.lock(n1);
            nodes.markSeen(Map.of(n1, NOON.plusSeconds(6)));
            assertThat(nodes.find(n1).orElseThrow().lastSeen()).contains(NOON.plusSeconds(6));
        });
    }

    @Test
    void nodeIsChangedByOneTransactionAtATime() {
        insert(aNode("n1").enrolled());

        List<Optional<Throwable>> outcomes = Concurrently.run(4, thread -> {
            for (int i = 0; i < 10; i++) {
                transactions.run(() -> {
                    Node node = nodes.lock(new NodeId("n1")).orElseThrow();
                    int cpu = node.offer().forSale().cpu().value();
                    nodes.save(node.withOffer(
                            new Offer(Resources.of(cpu + 1, 0, 0), node.offer().tariff(), false, Terms.NONE)));
                });
            }
        });

        assertThat(outcomes).allMatch(Optional::isEmpty);
        // 4 cores at first, one more thousandth in each of 4 × 10 transactions
        Node after = find("n1").orElseThrow();
        assertThat(after.offer().forSale().cpu().value()).isEqualTo(4040);
        assertThat(after.version()).isEqualTo(40);
    }

    private void insert(Node node) {
        transactions.run(() -> nodes.insert(node));
    }

    private Optional<Node> find(String id) {
        return transactions.call(() -> nodes.find(new NodeId(id)));
    }

    private List<String> list(Optional<String> owner) {
        return transactions.call(() -> nodes.list(owner.map(AccountId::new))).stream()
                .map(Node::name)
                .toList();
    }

    private static Node renamed(Node n, String name) {
        return new Node(
                n.id(),
                n.owner(),
                name,
                n.hardware(),
                n.offer(),
                n.availability(),
                n.enrolledAt(),
                n.lastSeen(),
                n.restrictions(),
                n.version());
    }
}
