package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.task.Attempt;
import org.souk.core.task.Pauses;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.task.RunLimits;
import org.souk.core.task.Task;
import org.souk.core.task.TaskProgress;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskSummary;
import org.souk.core.task.Workflow;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What the rows of a {@link Task} and of its {@link TaskSummary} have in common: all but what only its node needs. */
@MappedSuperclass
abstract class TaskColumns {
    @Id
    private String id;

    private String buyer;

    private String name;

    /** Null in rows that were written before there was this column. */
    @Column(updatable = false)
    private String contents;

    @Embedded
    private ResourceColumns resources;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    private Instant deadline;

    @Column(name = "max_price")
    private long maxPrice;

    @Column(name = "offered_price")
    private Long offeredPrice;

    @Column(name = "wall_limit_nanos")
    private long wallLimitNanos;

    @Column(name = "expected_nanos")
    private Long expectedNanos;

    @Column(name = "fuel_limit")
    private Long fuelLimit;

    @Embedded
    private WorkflowColumns workflow;

    @Column(name = "submitted_at")
    private Instant submittedAt;

    private String requirements;
    private String pool;
    private boolean widening;

    @Column(name = "burst_allowed")
    private boolean burstAllowed;

    @Enumerated(EnumType.STRING)
    private TaskState state;

    private int attempts;
    private String node;

    @Embedded
    private TariffColumns tariff;

    @Column(name = "attempt_fuel_limit")
    private Long attemptFuelLimit;

    @Column(name = "assigned_at")
    private Instant assignedAt;

    @Column(name = "attempt_burst")
    private boolean attemptBurst;

    @Column(name = "failed_on")
    private String failedOn;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    private String ending;

    @Embedded
    private BillColumns bill;

    @Embedded
    private PreemptionColumns preemptions;

    @Embedded
    private PauseColumns pauses;

    private String escalations;

    @Column(name = "snapshot_key")
    private String snapshotKey;

    private String journey;

    private long version;

    /** The database's own, see {@link JpaChangeSequence}. */
    @Column(name = "change_number", insertable = false, updatable = false)
    private long changeNumber;

    protected TaskColumns() {}

    /** Takes over all of a new task but what only its node needs. */
    void write(Task task) {
        id = task.id().value();
        buyer = task.buyer().value();
        submittedAt = task.submittedAt();
        writeSpec(task.spec());
        writeProgress(task);
    }

    private void writeSpec(TaskSpec spec) {
        name = spec.name();
        contents = ContentsColumn.write(spec.contents());
        resources = ResourceColumns.of(spec.resources());
        priority = spec.priority();
        deadline = spec.deadline().orElse(null);
        maxPrice = spec.maxPrice().micros();
        offeredPrice = spec.offer().map(Money::micros).orElse(null);
        wallLimitNanos = spec.wallLimit().toNanos();
        workflow = WorkflowColumns.of(spec.workflow());
        fuelLimit = spec.fuelLimit().map(Fuel::units).orElse(null);
        expectedNanos = spec.expected().map(Duration::toNanos).orElse(null);
        requirements = spec.placement().requirements().orElse(null);
        pool = spec.placement().pool().orElse(null);
        burstAllowed = spec.placement().burst();
        widening = spec.placement().widening();
    }

    /** Takes over what changes in the life of a task. */
    void writeProgress(Task task) {
        state = task.state();
        attempts = task.attempts();
        node = task.current().map(a -> a.node().value()).orElse(null);
        tariff = task.current().map(a -> TariffColumns.of(a.tariff())).orElse(null);
        attemptFuelLimit = task.current().map(a -> a.fuelLimit().units()).orElse(null);
        assignedAt = task.current().map(Attempt::assignedAt).orElse(null);
        attemptBurst = task.current().filter(Attempt::burst).isPresent();
        failedOn = NodesColumn.write(task.failedOn());
        startedAt = task.startedAt().orElse(null);
        finishedAt = task.finishedAt().orElse(null);
        ending = task.ending().map(EndingColumn::write).orElse(null);
        bill = task.bill().map(BillColumns::of).orElse(null);
        preemptions = PreemptionColumns.of(task.preemptions());
        pauses = PauseColumns.of(task.current().map(Attempt::pauses).orElse(Pauses.NONE));
        escalations = EscalationsColumn.write(task.escalations());
        snapshotKey = task.journey().snapshotKey().orElse(null);
        journey = JourneyColumn.write(task);
        version = task.version();
    }

    long version() {
        return version;
    }

    TaskId taskId() {
        return new TaskId(id);
    }

    AccountId buyer() {
        return new AccountId(buyer);
    }

    Instant submittedAt() {
        return submittedAt;
    }

    String name() {
        return name;
    }

    /** Empty in rows that were written before it was kept. */
    Optional<Set<ContentId>> contents() {
        return Optional.ofNullable(contents).map(ContentsColumn::read);
    }

    Resources resources() {
        return resources.toDomain();
    }

    Priority priority() {
        return priority;
    }

    Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    RunLimits limits() {
        return new RunLimits(
                Money.ofMicros(maxPrice),
                Optional.ofNullable(offeredPrice).map(Money::ofMicros),
                Duration.ofNanos(wallLimitNanos),
                Optional.ofNullable(fuelLimit).map(Fuel::new),
                Optional.ofNullable(expectedNanos).map(Duration::ofNanos));
    }

    Placement placement() {
        return new Placement(Optional.ofNullable(requirements), Optional.ofNullable(pool), burstAllowed, widening);
    }

    Workflow workflow() {
        return workflow == null ? Workflow.ALONE : workflow.toDomain();
    }

    TaskProgress progress() {
        return new TaskProgress(
                state,
                attempts,
                Optional.ofNullable(node).map(this::readAttempt),
                NodesColumn.read(failedOn),
                Optional.ofNullable(startedAt),
                Optional.ofNullable(ending)
                        .map(how -> new TaskProgress.End(finishedAt, EndingColumn.read(how), bill.toDomain())),
                preemptions.toDomain(),
                EscalationsColumn.read(escalations),
                JourneyColumn.read(journey, snapshotKey));
    }

    private Attempt readAttempt(String on) {
        return new Attempt(
                attempts,
                new NodeId(on),
                tariff.toDomain(),
                new Fuel(attemptFuelLimit),
                assignedAt,
                attemptBurst,
                JourneyColumn.readBegin(journey),
                pauses.toDomain());
    }
}
