package org.souk.ejb.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.core.common.AccountId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.matching.Buyer;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TaskFacts;
import org.souk.core.matching.Verdict;
import org.souk.core.node.Hardware;
import org.souk.core.node.Offer;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Tariff;
import org.souk.core.task.Priority;
import org.souk.core.units.Bytes;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

class CelExpressionsTest {
    private static final long GIB = 1L << 30;

    /** A Sunday, 23:30 in Berlin. */
    private static final Instant SUNDAY_NIGHT = Instant.parse("2026-11-22T22:30:59Z");

    private final CelExpressions expressions = new CelExpressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node.architecture == 'aarch64' && node.os.startsWith('Linux')",
                "node.cores >= 8 && node.ramBytes >= 16 * 1024 * 1024 * 1024 && node.diskBytes > 0",
                "node.forSale.cpuMillis == 4000 && node.forSale.ramBytes > 0 && node.forSale.storageBytes > 0",
                "node.price.perGigaFuelMicros <= 1000 && node.price.perGibHourRamMicros < 3000",
                "node.price.perGibHourStorageMicros == 100",
                "node.region in ['eu-central', 'eu-west'] && node.pool == ''",
                "node.reliability > 0.95 && node.reliability < 1",
                "node.gigaFuelPerSecond == 0.7",
                "node.attributes.gpu == 'a100'",
                "has(node.attributes.gpu) && !has(node.attributes.tpu)",
                "'gpu' in node.attributes && node.attributes['zone'].matches('^b[0-9]+$')",
                "node.attributes.exists(name, name == 'gpu')",
                "node.name == 'rack-7' && node.id == 'n7' && node.owner == 'sam' && node.cpuModel.contains('Neo') && node.isolation == 'jvm'"
            })
    void requirementsThatTheNodeMeets(String text) {
        assertThat(expressions.requirements("requirements", text).of(node())).isEqualTo(Verdict.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buyer.id == 'a1' && buyer.name in ['ada', 'bob'] && buyer.plan != 'standard'",
                "task.maxPriceMicros >= 500000 && task.priority != 'LOW'",
                "task.cpuMillis <= 2000 && task.ramBytes <= 1073741824 && task.storageBytes == 0",
                "task.wallSeconds <= 3600 && task.expectedSeconds < 300",
                "!task.burst && task.name.startsWith('render')",
                "now.getHours('Europe/Berlin') >= 22 || now.getHours('Europe/Berlin') < 6",
                "now.getDayOfWeek('Europe/Berlin') == 0 && now.getHours() == 22",
                "now < timestamp('2027-01-01T00:00:00Z')"
            })
    void policiesThatAllowTheTask(String text) {
        assertThat(expressions.policy("offer.policy", text).of(task())).isEqualTo(Verdict.YES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            # what                                 | at | says
            node.corez > 4                         | 6  | undefined field 'corez'
            nod.cores > 4                          | 1  | undeclared reference to 'nod'
            true && node.price.perHour < 3         | 20 | undefined field 'perHour'
            node.cores > 'four'                    | 12 | found no matching overload for '>' applied to '(int, string)'
            node.cores                             | 6  | expected type 'bool' but found 'int'
            node.cores > 4 &&                      | 18 | mismatched input end of the text
            node.cores > 4 node                    | 16 | extraneous input 'node'
            node.name.matches('(')                 | 19 | error parsing regexp: missing closing ): `(`
            Node{cores: 4}.cores == 4              | 5  | a Node cannot be made
            buyer.id == 'ada'                      | 1  | undeclared reference to 'buyer'
            '😀' == bla                            | 8  | undeclared reference to 'bla'
            """)
    void mistakesPointAtTheCharacter(String text, int position, String reason) {
        InvalidRequest refused =
                catchThrowableOfType(InvalidRequest.class, () -> expressions.requirements("requirements", text));

        assertThat(refused).as(text).isNotNull();
        assertThat(refused.field()).isEqualTo("requirements");
        assertThat(refused.reason()).isEqualTo("at character " + position + ": " + reason);
        assertThat(refused.position()).hasValue(position);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            now.getHours('Europe/Bonn') > 3     | 14 | 'Europe/Bonn' is not a time zone, such as Europe/Berlin or +02:00
            now.getHours('') > 3                | 14 | '' is not a time zone, such as Europe/Berlin or +02:00
            now < timestamp('soon')             | 17 | 'soon' is not a time, such as 2026-12-31T18:00:00Z
            task.priority > 3                   | 15 | found no matching overload for '>' applied to '(string, int)'
            node.cores > 3                      | 1  | undeclared reference to 'node'
            """)
    void mistakesInPoliciesPointAtTheCharacter(String text, int position, String reason) {
        InvalidRequest refused =
                catchThrowableOfType(InvalidRequest.class, () -> expressions.policy("offer.policy", text));

        assertThat(refused).as(text).isNotNull();
        assertThat(refused.field()).isEqualTo("offer.policy");
        assertThat(refused.reason()).isEqualTo("at character " + position + ": " + reason);
    }

    @Test
    void positionsCountFromTheBeginningOfTheText() {
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> expressions.policy("offer.policy", "true\n  && bayer.id == 'ada'"));

        assertThat(refused.position()).hasValue("true\n  && b".length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            node.attributes.tpu == 'v5'                | key 'tpu' is not present in map.
            node.attributes['tpu'] == 'v5'             | key 'tpu' is not present
            node.cores / (node.cores - 8) == 1         | / by zero
            node.name.matches(node.attributes.pattern) | error parsing regexp: missing closing ): `(`
            """)
    void whatFailsOnTheFactsDoesNotMatchAndSaysWhy(String text, String reason) {
        Verdict verdict = expressions.requirements("requirements", text).of(node());

        assertThat(verdict.matches()).isFalse();
        assertThat(verdict.trouble()).contains(reason);
    }

    @Test
    void loopsInLoopsCostTooMuch() {
        String numbers = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]";
        String text = numbers + ".all(a, " + numbers + ".all(b, " + numbers + ".all(c, a + b + c > 0)))";

        InvalidRequest refused =
                catchThrowableOfType(InvalidRequest.class, () -> expressions.requirements("requirements", text));

        assertThat(refused.reason()).startsWith("could take ").endsWith("may take at most 5000");
        assertThat(expressions
                        .requirements("requirements", numbers + ".all(a, a > 0)")
                        .of(node()))
                .isEqualTo(Verdict.YES);
    }

    @Test
    void deepAndLongTextsAreRefused() {
        String deep = "(".repeat(100) + "true" + ")".repeat(100);
        assertThat(catchThrowableOfType(InvalidRequest.class, () -> expressions.requirements("requirements", deep))
                        .reason())
                .contains("recursion limit");
        assertThat(catchThrowableOfType(
                                InvalidRequest.class,
                                () -> expressions.requirements("requirements", "true" + " ".repeat(2000)))
                        .reason())
                .isEqualTo("is longer than 2000 characters");
    }

    @Test
    void sameTextIsCompiledOnce() {
        assertThat(expressions.requirements("requirements", "node.cores > 1"))
                .isSameAs(expressions.requirements("requirements", "node.cores > 1"));
    }

    private static NodeFacts node() {
        return new NodeFacts(
                new NodeId("n7"),
                "rack-7",
                new AccountId("sam"),
                new Hardware(
                        "Linux 6.8",
                        "aarch64",
                        "Neoverse N1",
                        8,
                        new Bytes(16 * GIB),
                        new Bytes(200 * GIB),
                        "21",
                        "0.1"),
                new Offer(
                        Resources.of(4000, 8 * GIB, 50 * GIB),
                        new Tariff(Money.ofMicros(1000), Money.ofMicros(2000), Money.ofMicros(100)),
                        false,
                        new Terms(
                                Optional.empty(),
                                Map.of("gpu", "a100", "zone", "b12", "pattern", "("),
                                Optional.of("eu-west"),
                                Optional.empty())),
                0.97,
                0.7);
    }

    private static TaskFacts task() {
        return new TaskFacts(
                new Buyer(new AccountId("a1"), "ada", "premium"),
                "render-1",
                Resources.of(2000, GIB, 0),
                Priority.NORMAL,
                Duration.ofHours(1),
                Duration.ofMinutes(2),
                Money.parse("0.5"),
                false,
                SUNDAY_NIGHT);
    }
}
