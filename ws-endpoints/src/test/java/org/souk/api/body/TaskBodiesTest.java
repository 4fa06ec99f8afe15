package org.souk.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.souk.core.common.AccountId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.live.LiveAttempt;
import org.souk.core.pricing.Tariff;
import org.souk.core.task.Attempt;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskSpec;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;

class TaskBodiesTest {
    private static final String CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final String SMALLEST =
            """
            {"module": "%s", "maxPriceMicros": 5,
             "resources": {"cpuMillis": 1000, "ramBytes": 1048576, "storageBytes": 0}%s}""";

    private static TaskRequest request(String more) {
        return Json.read(SMALLEST.formatted(CID, more), TaskRequest.class);
    }

    @Test
    void whatARequestLeavesOutHasADefault() {
        TaskSpec spec = TaskBodies.spec(request(""));

        assertThat(spec.name()).isEmpty();
        assertThat(spec.arguments()).isEmpty();
        assertThat(spec.environment()).isEmpty();
        assertThat(spec.stdin()).isEmpty();
        assertThat(spec.inputs()).isEmpty();
        assertThat(spec.outputs()).isEmpty();
        assertThat(spec.priority()).isEqualTo(Priority.NORMAL);
        assertThat(spec.deadline()).isEmpty();
        assertThat(spec.wallLimit()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.fuelLimit()).isEmpty();
        assertThat(spec.resources()).isEqualTo(Resources.of(1000, 1 << 20, 0));
        assertThat(spec.maxPrice()).isEqualTo(Money.ofMicros(5));
    }

    @Test
    void aWholeRequestComesBackAsItWas() {
        TaskRequest whole = request(
                """
                , "name": "chart", "arguments": ["-v", ""], "environment": {"TZ": "UTC"}, "stdin": "%s",
                "inputs": [{"path": "/in", "cid": "%s"}], "outputs": ["/out.png"], "priority": "HIGH",
                "deadline": "2026-11-23T00:00:00Z", "wallLimitSeconds": 60, "fuelLimit": 1000,
                "pool": "attic", "widen": true, "offeredPriceMicros": 2"""
                        .formatted(CID, CID));

        assertThat(TaskBodies.request(TaskBodies.spec(whole))).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    , "wallLimitSeconds": 9223372036854775807     | wallLimitSeconds
                    , "wallLimitSeconds": -1                      | wallLimitSeconds
                    , "fuelLimit": -1                             | fuelLimit
                    , "fuelLimit": 0                              | fuelLimit
                    , "offeredPriceMicros": 0                     | offeredPriceMicros
                    , "offeredPriceMicros": 6                     | offeredPriceMicros
                    , "widen": true                               | widen
                    , "stdin": "QmNope"                           | stdin
                    , "inputs": [{"path": "/in"}]                 | inputs[0].cid
                    , "inputs": [null]                            | inputs[0]
                    , "arguments": ["a", null]                    | arguments[1]
                    , "environment": {"A": null}                  | environment.A
                    , "deadline": "+99999-01-01T00:00:00Z"        | deadline
                    """)
    void whatWillNotDoIsRefusedByItsName(String more, String field) {
        TaskRequest request = request(more);
        assertThatThrownBy(() -> TaskBodies.spec(request))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> assertThat(refused.field())
                        .isEqualTo(field));
    }

    @Test
    void negativeResourcesAreRefusedByTheirName() {
        TaskRequest request = Json.read(
                SMALLEST.formatted(CID, "").replace("\"ramBytes\": 1048576", "\"ramBytes\": -1"), TaskRequest.class);
        assertThatThrownBy(() -> TaskBodies.spec(request))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> assertThat(refused.field())
                        .isEqualTo("resources.ramBytes"));
    }

    @Test
    void aTaskThatItsNodeRunsIsRunningBeforeItsRowSaysSo() {
        TaskId id = new TaskId("01task");
        NodeId node = new NodeId("01node");
        Task task = Task.submitted(id, new AccountId("01buyer"), TaskBodies.spec(request("")), NOON)
                .assigned(new Attempt(
                        1, node, new Tariff(Money.ofMicros(1), Money.ZERO, Money.ZERO), new Fuel(5_000), NOON));
        LiveAttempt live = new LiveAttempt(
                task.summary(),
                false,
                Duration.ofHours(1),
                Duration.ofHours(2),
                Optional.of(NOON.plusSeconds(1)),
                Optional.empty(),
                new Fuel(42),
                Optional.empty());

        TaskBody body = TaskBodies.body(new TaskView(task, Optional.of(live)));

        assertThat(body.state()).isEqualTo(StateName.RUNNING);
        assertThat(body.fuel()).isEqualTo(42);
        assertThat(body.fuelLimit()).isEqualTo(5_000L);
        assertThat(body.startedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(body.node()).isEqualTo("01node");
        assertThat(body.ending()).isNull();
    }

    @Test
    void everyStateHasItsName() {
        for (var state : org.souk.core.task.TaskState.values()) {
            assertThat(TaskBodies.name(state).name()).isEqualTo(state.name());
            assertThat(Set.of(state)).contains(TaskBodies.state(state.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }
}
