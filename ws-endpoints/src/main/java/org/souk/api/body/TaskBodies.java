package org.souk.api.body;

import static org.souk.api.body.Fields.content;
import static org.souk.api.body.Fields.list;
import static org.souk.api.body.Fields.notNegative;
import static org.souk.api.body.Fields.present;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.pricing.Bill;
import org.souk.core.submission.TaskOrder;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.Attempt;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.Ending;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.OutputFile;
import org.souk.core.task.PastMigration;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.task.Workflow;
import org.souk.core.tasks.Explanation;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.protocol.rest.ArrayBody;
import org.souk.protocol.rest.ArrayElementBody;
import org.souk.protocol.rest.ArraySummaryBody;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.CheckpointBody;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.EscalationBody;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.MigrateRequest;
import org.souk.protocol.rest.MoveBody;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.PriorityName;
import org.souk.protocol.rest.ShareBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBatch;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskEvent;
import org.souk.protocol.rest.TaskRequest;

/** Tasks on the wire. */
public final class TaskBodies {
    /** The wall-clock limit of a request that names none. */
    public static final Duration DEFAULT_WALL_LIMIT = Duration.ofHours(1);

    private TaskBodies() {}

    /** @throws InvalidRequest naming the first field that will not do */
    public static TaskSpec spec(TaskRequest request) {
        return new TaskSpec(
                request.name() == null ? "" : request.name(),
                content("module", request.module()),
                list("arguments", request.arguments()),
                environment(request.environment()),
                Optional.ofNullable(request.stdin()).map(stdin -> content("stdin", stdin)),
                inputs(list("inputs", request.inputs())),
                list("outputs", request.outputs()),
                Fields.resources("resources", request.resources()),
                request.priority() == null ? Priority.NORMAL : priority(request.priority()),
                Optional.ofNullable(request.deadline()),
                Money.ofMicros(request.maxPriceMicros()),
                Optional.ofNullable(request.offeredPriceMicros()).map(Money::ofMicros),
                wallLimit(request.wallLimitSeconds()),
                Optional.ofNullable(request.fuelLimit()).map(units -> new Fuel(notNegative("fuelLimit", units))),
                expected(request.expectedSeconds()),
                new Placement(
                        Optional.ofNullable(request.requirements()),
                        Optional.ofNullable(request.pool()),
                        Boolean.TRUE.equals(request.burst()),
                        Boolean.TRUE.equals(request.widen())),
                Workflow.ALONE);
    }

    /** @throws InvalidRequest naming the first field that will not do */
    public static TaskOrder order(TaskRequest request) {
        return new TaskOrder(
                spec(request),
                Optional.ofNullable(request.label()),
                list("after", request.after()),
                Optional.ofNullable(request.array()).map(TaskBodies::range));
    }

    private static ArrayRange range(ArrayBody array) {
        ArrayRange all = ArrayRange.of(array.from(), array.to());
        return array.atOnce() == null ? all : new ArrayRange(array.from(), array.to(), array.atOnce());
    }

    /** @throws InvalidRequest naming the first field that will not do, as {@code tasks[2].module} */
    public static List<TaskOrder> orders(TaskBatch batch) {
        List<TaskRequest> requests = list("tasks", batch.tasks());
        List<TaskOrder> orders = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            try {
                orders.add(order(requests.get(i)));
            } catch (InvalidRequest e) {
                throw e.within("tasks[" + i + "].");
            }
        }
        return orders;
    }

    private static Map<String, String> environment(Map<String, String> environment) {
        if (environment == null) {
            return Map.of();
        }
        environment.forEach((name, value) -> present("environment." + name, value));
        return environment;
    }

    private static List<TaskFile> inputs(List<FileBody> inputs) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> new TaskFile(
                        present("inputs[" + i + "].path", inputs.get(i).path()),
                        content("inputs[" + i + "].cid", inputs.get(i).cid())))
                .toList();
    }

    private static Duration wallLimit(Long seconds) {
        if (seconds == null) {
            return DEFAULT_WALL_LIMIT;
        }
        if (seconds > TaskSpec.MAX_WALL.toSeconds()) {
            throw new InvalidRequest("wallLimitSeconds", "is more than " + TaskSpec.MAX_WALL.toSeconds());
        }
        return Duration.ofSeconds(Math.max(0, seconds));
    }

    private static Optional<Duration> expected(Long seconds) {
        if (seconds != null && seconds > TaskSpec.MAX_WALL.toSeconds()) {
            throw new InvalidRequest("expectedSeconds", "is more than " + TaskSpec.MAX_WALL.toSeconds());
        }
        return Optional.ofNullable(seconds).map(s -> Duration.ofSeconds(Math.max(0, s)));
    }

    private static Priority priority(PriorityName name) {
        return switch (name) {
            case LOW -> Priority.LOW;
            case NORMAL -> Priority.NORMAL;
            case HIGH -> Priority.HIGH;
            case CRITICAL -> Priority.CRITICAL;
        };
    }

    private static PriorityName name(Priority priority) {
        return switch (priority) {
            case LOW -> PriorityName.LOW;
            case NORMAL -> PriorityName.NORMAL;
            case HIGH -> PriorityName.HIGH;
            case CRITICAL -> PriorityName.CRITICAL;
        };
    }

    static StateName name(TaskState state) {
        return switch (state) {
            case BLOCKED -> StateName.BLOCKED;
            case QUEUED -> StateName.QUEUED;
            case ASSIGNED -> StateName.ASSIGNED;
            case RUNNING -> StateName.RUNNING;
            case SUSPENDED -> StateName.SUSPENDED;
            case CANCELLING -> StateName.CANCELLING;
            case COMPLETED -> StateName.COMPLETED;
            case FAILED -> StateName.FAILED;
            case CANCELLED -> StateName.CANCELLED;
        };
    }

    /** @throws InvalidRequest naming the field {@code state} */
    public static TaskState state(String name) {
        for (TaskState state : TaskState.values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return state;
            }
        }
        throw new InvalidRequest("state", "'" + name + "' is none of " + List.of(TaskState.values()));
    }

    public static TaskBody body(TaskView view) {
        Task task = view.task();
        return new TaskBody(
                task.id().value(),
                task.buyer().value(),
                request(task.spec()),
                name(view.state()),
                task.attempts(),
                task.current().map(Attempt::node).map(NodeId::value).orElse(null),
                view.fuel().units(),
                task.current().map(Attempt::fuelLimit).map(Fuel::units).orElse(null),
                task.submittedAt(),
                task.current().map(Attempt::assignedAt).orElse(null),
                view.startedAt().orElse(null),
                task.finishedAt().orElse(null),
                task.preemptions().count(),
                task.preemptions().last().orElse(null),
                task.current().map(Attempt::burst).orElse(null),
                task.spec()
                        .workflow()
                        .array()
                        .map(e -> new ArrayElementBody(e.array(), e.index(), e.atOnce()))
                        .orElse(null),
                task.escalations().steps().stream().map(TaskBodies::body).toList(),
                task.ending()
                        .map(ending -> body(ending, task.bill().orElse(Bill.NOTHING)))
                        .orElse(null),
                task.journey().checkpoint().map(TaskBodies::body).orElse(null),
                moves(task));
    }

    /** The node that is asked for, if one is. */
    public static Optional<NodeId> target(MigrateRequest request) {
        return Optional.ofNullable(request).map(MigrateRequest::node).map(Fields::node);
    }

    private static CheckpointBody body(Checkpoint checkpoint) {
        return new CheckpointBody(
                checkpoint.content().value(),
                checkpoint.size().count(),
                checkpoint.at().fuel().units(),
                checkpoint.at().ran().toMillis(),
                checkpoint.takenAt());
    }

    private static List<MoveBody> moves(Task task) {
        return Stream.concat(
                        task.journey().past().stream().map(TaskBodies::body),
                        task.journey().move().map(move -> underWay(task, move)).stream())
                .toList();
    }

    private static MoveBody body(PastMigration move) {
        return new MoveBody(
                move.from().value(),
                move.to().value(),
                move.why(),
                move.plannedAt(),
                move.endedAt(),
                move.isDone() ? null : move.failure(),
                move.snapshot().count(),
                move.stoodStill().toMillis());
    }

    private static MoveBody underWay(Task task, OngoingMigration move) {
        return new MoveBody(
                task.current().orElseThrow().node().value(),
                move.target().node().value(),
                move.why(),
                move.plannedAt(),
                null,
                null,
                0,
                0);
    }

    private static List<ShareBody> shares(Bill bill) {
        return bill.shares().isEmpty()
                ? null
                : bill.shares().stream()
                        .map(share -> new ShareBody(
                                share.segment().node().value(),
                                share.segment().attempt(),
                                share.segment().fuel().units(),
                                share.segment().ran().toMillis(),
                                share.charged().micros(),
                                share.paid().micros(),
                                share.fee().micros()))
                        .toList();
    }

    static TaskRequest request(TaskSpec spec) {
        return new TaskRequest(
                spec.name(),
                spec.module().value(),
                spec.arguments(),
                spec.environment(),
                spec.stdin().map(ContentId::value).orElse(null),
                spec.inputs().stream()
                        .map(file -> new FileBody(file.path(), file.content().value()))
                        .toList(),
                spec.outputs(),
                Fields.body(spec.resources()),
                name(spec.priority()),
                spec.deadline().orElse(null),
                spec.maxPrice().micros(),
                spec.wallLimit().toSeconds(),
                spec.fuelLimit().map(Fuel::units).orElse(null),
                spec.placement().pool().orElse(null),
                spec.placement().burst() ? true : null,
                spec.placement().requirements().orElse(null),
                null,
                after(spec.workflow()),
                null,
                spec.expected().map(Duration::toSeconds).orElse(null),
                spec.placement().widening() ? true : null,
                spec.offer().map(Money::micros).orElse(null));
    }

    private static List<String> after(Workflow workflow) {
        return workflow.after().isEmpty()
                ? null
                : workflow.after().stream().sorted().map(TaskId::value).toList();
    }

    public static ArraySummaryBody body(ArraySummary array) {
        Map<StateName, Long> states = new EnumMap<>(StateName.class);
        array.counts().forEach((state, count) -> states.put(name(state), count));
        return new ArraySummaryBody(
                array.id(), array.buyer().value(), array.from(), array.to(), array.atOnce(), states);
    }

    private static EscalationBody body(Step step) {
        return new EscalationBody(
                step.at(),
                step.action().name(),
                step.cause().trigger().name(),
                step.cause().measured(),
                step.cause().threshold(),
                step.offer().map(Money::micros).orElse(null),
                step.words());
    }

    private static EndingBody body(Ending ending, Bill bill) {
        return new EndingBody(
                ending.reason().name(),
                ending.detail(),
                ending.exitCode(),
                ending.usage().fuel().units(),
                ending.usage().wall().toMillis(),
                ending.usage().peakMemory().count(),
                ending.outputs().stream().map(TaskBodies::body).toList(),
                ending.stdout().map(ContentId::value).orElse(null),
                ending.stderr().map(ContentId::value).orElse(null),
                new BillBody(
                        bill.fuel().micros(),
                        bill.ram().micros(),
                        bill.storage().micros(),
                        bill.charged().micros(),
                        bill.paid().micros(),
                        bill.fee().micros(),
                        bill.refunded().micros(),
                        shares(bill)));
    }

    private static OutputBody body(OutputFile output) {
        return new OutputBody(
                output.path(), output.content().value(), output.size().count());
    }

    public static ExplanationBody body(Explanation explanation) {
        return new ExplanationBody(
                explanation.summary(), explanation.rejections(), explanation.scores(), explanation.remarks());
    }

    /** What listeners hear of a change. */
    public static TaskEvent event(TaskView view, Instant at) {
        Task task = view.task();
        return new TaskEvent(
                task.id().value(),
                name(view.state()),
                task.attempts(),
                task.current().map(Attempt::node).map(NodeId::value).orElse(null),
                view.fuel().units(),
                at);
    }
}
