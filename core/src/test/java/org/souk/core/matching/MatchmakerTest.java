package org.souk.core.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.node.Offer;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.testing.FewWords;
import org.souk.core.testing.NodeFixture;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

class MatchmakerTest {
    private final FewWords language = new FewWords();
    private final Matchmaker matchmaker = new Matchmaker(language);

    @Test
    void equalFactsAreAskedOfOnce() {
        assertThat(matchmaker.meets("cores=4", facts(aNode("n1")))).isEqualTo(Verdict.YES);
        assertThat(matchmaker.meets("cores=4", facts(aNode("n1")))).isEqualTo(Verdict.YES);
        assertThat(matchmaker.meets("cores=4", facts(aNode("n1").on(NodeFixture.machine(8)))))
                .isEqualTo(Verdict.NO);
        assertThat(matchmaker.meets("cores=4", facts(aNode("n2")))).isEqualTo(Verdict.YES);

        assertThat(language.asked).containsExactly("cores=4 of n1", "cores=4 of n1", "cores=4 of n2");
    }

    @Test
    void waveringMeasurementsAreEqualFacts() {
        TrackRecord before = new TrackRecord(50, 2, 0.52e9, 1, Set.of());
        TrackRecord after = new TrackRecord(50.1, 2, 0.53e9, 2, Set.of());

        assertThat(NodeFacts.of(aNode("n1").enrolled(), after))
                .isEqualTo(NodeFacts.of(aNode("n1").enrolled(), before));
    }

    @Test
    void nodeWithoutAPolicySellsToEverybody() {
        assertThat(matchmaker.allows(facts(aNode("n1")), task("ada", 0))).isEqualTo(Verdict.YES);
        assertThat(language.asked).isEmpty();
    }

    @Test
    void policyIsAskedOnceAMinute() {
        NodeFacts node = selling("buyer=ada");

        assertThat(matchmaker.allows(node, task("ada", 0))).isEqualTo(Verdict.YES);
        assertThat(matchmaker.allows(node, task("ada", 59))).isEqualTo(Verdict.YES);
        assertThat(matchmaker.allows(node, task("bob", 59))).isEqualTo(Verdict.NO);
        assertThat(matchmaker.allows(node, task("ada", 60))).isEqualTo(Verdict.YES);

        assertThat(language.asked).hasSize(3);
    }

    @Test
    void whatIsNotCompiledAnyMoreMatchesNothingAndSaysWhy() {
        assertThat(matchmaker.meets("colour=red", facts(aNode("n1"))))
                .isEqualTo(Verdict.failed("it at character 1: 'colour' is not a word"));
        assertThat(matchmaker.allows(selling("colour=red"), task("ada", 0)).matches())
                .isFalse();
    }

    @Test
    void checksNameTheFieldAndTheCharacter() {
        Placement placement = new Placement(Optional.of("colour=red"), Optional.empty(), false);

        assertThatThrownBy(() -> matchmaker.checkRequirements(placement))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> {
                    assertThat(refused.field()).isEqualTo("requirements");
                    assertThat(refused.position()).hasValue(1);
                    assertThat(refused.within("tasks[2].").field()).isEqualTo("tasks[2].requirements");
                    assertThat(refused.within("tasks[2].").position()).hasValue(1);
                });
        assertThatThrownBy(() ->
                        matchmaker.checkPolicy(selling("colour=red").offer().terms()))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> assertThat(refused.field())
                        .isEqualTo("offer.policy"));
    }

    private static NodeFacts facts(NodeFixture node) {
        return NodeFacts.of(node.enrolled(), TrackRecord.NEW);
    }

    private static NodeFacts selling(String policy) {
        Offer offer = aNode("n1").under(policy).offer();
        return NodeFacts.of(aNode("n1").enrolled().withOffer(offer), TrackRecord.NEW);
    }

    private static TaskFacts task(String buyer, int second) {
        return new TaskFacts(
                new Buyer(new AccountId(buyer), buyer, "standard"),
                "render",
                Resources.of(1, 2, 3),
                Priority.NORMAL,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Money.parse("1"),
                false,
                NOON.plusSeconds(second));
    }
}
