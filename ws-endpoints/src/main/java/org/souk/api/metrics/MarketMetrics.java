package org.souk.api.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.souk.api.metrics.MarketFigures.Figures;
import org.souk.core.events.TaskAssigned;
import org.souk.core.events.TaskEscalated;
import org.souk.core.events.TaskView;
import org.souk.core.migration.TransferEnded;
import org.souk.core.scheduling.Preemption;
import org.souk.core.task.Attempt;
import org.souk.core.task.Escalations;
import org.souk.core.task.TaskState;

/** Registers the market's metrics and feeds its histograms. */
@ApplicationScoped
public class MarketMetrics {
    @Inject
    MetricRegistry registry;

    @Inject
    MarketFigures figures;

    private Histogram queued;
    private Histogram dispatched;
    private final Map<Preemption.Mode, Counter> preemptions = new EnumMap<>(Preemption.Mode.class);
    private Histogram transferred;
    private Counter transferredBytes;
    private Counter transferCuts;
    private final Map<TransferEnded.Outcome, Counter> transfers = new EnumMap<>(TransferEnded.Outcome.class);
    private final Map<Escalations.Action, Counter> escalations = new EnumMap<>(Escalations.Action.class);

    void register(@Observes @Initialized(ApplicationScoped.class) Object start) {
        queued = histogram("souk_task_queue_millis", "Milliseconds from a task's submission to its assignment");
        dispatched = histogram(
                "souk_task_dispatch_millis", "Milliseconds from a task's assignment to the start of its program");
        for (Preemption.Mode mode : Preemption.Mode.values()) {
            Metadata metadata = metadata("souk_preemptions", "Attempts that had to make room for others, by mode");
            preemptions.put(mode, registry.counter(metadata, tag("mode", mode)));
        }
        for (Escalations.Action action : Escalations.Action.values()) {
            Metadata metadata = metadata("souk_escalations", "What was done for tasks because they waited, by action");
            escalations.put(action, registry.counter(metadata, tag("action", action)));
        }
        registerTransfers();
        for (TaskState state : TaskState.values()) {
            gauge("souk_tasks", "Tasks by state", f -> f.tasks().getOrDefault(state, 0L), state);
        }
        for (NodeState state : NodeState.values()) {
            gauge("souk_nodes", "Nodes by state", f -> f.nodes().getOrDefault(state, 0L), state);
        }
        gauge("souk_ledger_available_micros", "Micro-credits that accounts may spend", Figures::available);
        gauge("souk_ledger_held_micros", "Micro-credits held for tasks that have not ended", Figures::held);
        gauge("souk_ledger_fees_micros", "Micro-credits that the marketplace has earned", Figures::fees);
        gauge("souk_ledger_deposited_micros", "Micro-credits that came into the market", Figures::deposited);
        gauge("souk_ledger_sum_micros", "The sum of the ledger: zero, or it is broken", Figures::sum);
    }

    private void registerTransfers() {
        transferred = histogram(
                "souk_transfer_millis",
                "Milliseconds from a snapshot's first byte at the relay to its last, if it arrived");
        transferredBytes = registry.counter(metadata(
                "souk_transfer_bytes", "Bytes of snapshots that the relay has carried, sent again counted again"));
        transferCuts = registry.counter(metadata(
                "souk_transfer_cuts", "How often a side of a transfer went while bytes flowed, and came again"));
        for (TransferEnded.Outcome outcome : TransferEnded.Outcome.values()) {
            Metadata metadata = metadata("souk_transfers", "Snapshots that went through the relay, by outcome");
            transfers.put(outcome, registry.counter(metadata, tag("outcome", outcome)));
        }
    }

    void transferred(@ObservesAsync TransferEnded transfer) {
        transfers.get(transfer.outcome()).inc();
        transferredBytes.inc(transfer.carried().count());
        transferCuts.inc(transfer.cuts());
        if (transfer.outcome() == TransferEnded.Outcome.DELIVERED) {
            transferred.update(transfer.took().toMillis());
        }
    }

    void preempted(@ObservesAsync Preemption preemption) {
        preemptions.get(preemption.mode()).inc();
    }

    void escalated(@ObservesAsync TaskEscalated escalation) {
        escalations.get(escalation.step().action()).inc();
    }

    void assigned(@ObservesAsync TaskAssigned assignment) {
        queued.update(assignment.queued().toMillis());
    }

    void changed(@ObservesAsync TaskView view) {
        sinceAssignment(view).ifPresent(taken -> dispatched.update(taken.toMillis()));
    }

    /** Present once an attempt: when its node says that it runs, before that is written down. */
    static Optional<Duration> sinceAssignment(TaskView view) {
        boolean startsNow = view.task().state() == TaskState.ASSIGNED && view.state() == TaskState.RUNNING;
        Optional<Instant> assigned = view.task().current().map(Attempt::assignedAt);
        return startsNow
                ? assigned.flatMap(from -> view.startedAt().map(to -> Duration.between(from, to)))
                : Optional.empty();
    }

    /** Without a unit: the server would convert the quantiles to seconds and leave the sum in milliseconds. */
    private Histogram histogram(String name, String description) {
        return registry.histogram(metadata(name, description));
    }

    private void gauge(String name, String description, ToLongFunction<Figures> value, Enum<?>... state) {
        Tag[] tags = new Tag[state.length];
        for (int i = 0; i < state.length; i++) {
            tags[i] = tag("state", state[i]);
        }
        registry.gauge(metadata(name, description), () -> value.applyAsLong(figures.latest()), tags);
    }

    private static Tag tag(String name, Enum<?> value) {
        return new Tag(name, value.name().toLowerCase(Locale.ROOT));
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder()
                .withName(name)
                .withDescription(description)
                .withUnit(MetricUnits.NONE)
                .build();
    }
}
