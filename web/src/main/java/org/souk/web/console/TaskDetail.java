package org.souk.web.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Usage;
import org.souk.core.task.Attempt;
import org.souk.core.task.Ending;
import org.souk.core.task.PastMigration;
import org.souk.core.task.Task;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Explanation;

/**
 * Everything about one task.
 *
 * @param reasons why it waits or why it is where it is, line by line
 * @param cancellable false once it has ended or is being cancelled
 * @param settled true once nothing will change any more
 */
public record TaskDetail(
        TaskRow row,
        String explanation,
        List<Fact> reasons,
        List<Fact> request,
        List<Fact> attempts,
        List<Fact> outcome,
        List<Fact> outputs,
        List<Fact> bill,
        boolean cancellable,
        boolean settled) {
    private static final int NAMED = 3;

    /** @param nodeNames names of the nodes that are known */
    static TaskDetail of(
            TaskView view, Explanation why, AccountNames names, Map<NodeId, String> nodeNames, Instant now) {
        Task task = view.task();
        boolean settled = task.state().isFinal();
        return new TaskDetail(
                TaskRow.of(view, names, now),
                why.summary(),
                reasons(why),
                request(task.spec()),
                attempts(view, nodeNames, now),
                task.ending().map(TaskDetail::outcome).orElse(List.of()),
                task.ending().map(TaskDetail::outputs).orElse(List.of()),
                task.bill().map(bill -> bill(bill, task.spec(), nodeNames)).orElse(List.of()),
                !settled && task.state() != TaskState.CANCELLING,
                settled);
    }

    private static List<Fact> reasons(Explanation why) {
        Stream<Fact> rejections = why.rejections().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> new Fact(
                        words(e.getKey()), e.getValue() + (e.getValue() == 1 ? " node says no" : " nodes say no")));
        Stream<Fact> scores = why.scores().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> new Fact(words(e.getKey()), Display.percent(100 * e.getValue()) + " of the best score"));
        Stream<Fact> remarks = why.remarks().stream().map(remark -> new Fact("Note", remark));
        return Stream.of(rejections, scores, remarks).flatMap(facts -> facts).toList();
    }

    /** A rule's class name as words: {@code FitsCapacity} becomes {@code Fits capacity}. */
    static String words(String rule) {
        return TaskWords.capitalized(rule.replaceAll("(?<=[a-z])(?=[A-Z])", " "));
    }

    private static List<Fact> request(TaskSpec spec) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Module", spec.module().value()));
        if (!spec.arguments().isEmpty()) {
            facts.add(new Fact("Arguments", String.join(" ", spec.arguments())));
        }
        spec.stdin().ifPresent(stdin -> facts.add(new Fact("Standard input", stdin.value())));
        spec.inputs()
                .forEach(input -> facts.add(
                        new Fact("Input", input.path(), input.content().value())));
        facts.add(new Fact(
                "Reserves",
                Display.cores(spec.resources().cpu()) + ", "
                        + Display.bytes(spec.resources().ram()) + " RAM, "
                        + Display.bytes(spec.resources().storage()) + " storage"));
        spec.placement().requirements().ifPresent(text -> facts.add(new Fact("Requires of a node", text)));
        spec.placement().pool().ifPresent(pool -> facts.add(pool(pool, spec)));
        facts.add(new Fact("Priority", TaskWords.capitalized(spec.priority().name())));
        spec.deadline().ifPresent(deadline -> facts.add(new Fact("Deadline", Display.time(deadline))));
        spec.workflow()
                .array()
                .ifPresent(element -> facts.add(new Fact(
                        "Array",
                        element.array(),
                        "index " + element.index() + ", at most " + element.atOnce() + " at a time")));
        if (!spec.workflow().after().isEmpty()) {
            facts.add(new Fact(
                    "After",
                    spec.workflow().after().stream()
                            .sorted()
                            .limit(NAMED)
                            .map(TaskId::value)
                            .collect(Collectors.joining(", ")),
                    spec.workflow().after().size() + " in all"));
        }
        spec.offer()
                .ifPresent(first -> facts.add(
                        new Fact("Offered at first", Display.money(first), "more only once it has waited long")));
        facts.add(new Fact("Price limit", Display.money(spec.maxPrice())));
        facts.add(new Fact("Time limit of a run", Display.duration(spec.wallLimit())));
        spec.fuelLimit().ifPresent(limit -> facts.add(new Fact("Fuel limit", Display.fuel(limit))));
        return facts;
    }

    private static Fact pool(String pool, TaskSpec spec) {
        return spec.placement().widening()
                ? new Fact("Pool", pool, "other nodes too once it has waited long")
                : new Fact("Pool", pool);
    }

    private static List<Fact> attempts(TaskView view, Map<NodeId, String> nodeNames, Instant now) {
        Task task = view.task();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Submitted", Display.time(task.submittedAt()), Display.ago(task.submittedAt(), now)));
        task.failedOn().stream()
                .sorted()
                .forEach(node -> facts.add(new Fact("Failed on", nodeNames.getOrDefault(node, node.value()))));
        task.current().ifPresent(attempt -> facts.add(attempt(attempt, nodeNames)));
        view.startedAt().ifPresent(at -> facts.add(new Fact("Started", Display.time(at), waited(task, at))));
        task.preemptions().last().ifPresent(at -> facts.add(preemptions(task, at)));
        task.escalations()
                .steps()
                .forEach(step -> facts.add(new Fact("Escalated", step.words(), Display.time(step.at()))));
        task.journey().past().forEach(move -> facts.add(move(move, nodeNames)));
        task.journey()
                .move()
                .ifPresent(move -> facts.add(new Fact(
                        "Moving",
                        "to " + name(move.target().node(), nodeNames),
                        "since " + Display.time(move.plannedAt()) + ", because " + move.why())));
        task.journey()
                .checkpoint()
                .ifPresent(checkpoint -> facts.add(new Fact(
                        "Checkpoint",
                        "at " + Display.fuel(checkpoint.at().fuel()) + " fuel",
                        Display.time(checkpoint.takenAt()) + ", " + Display.bytes(checkpoint.size()))));
        task.finishedAt().ifPresent(at -> facts.add(new Fact("Ended", Display.time(at), Display.ago(at, now))));
        return facts;
    }

    private static Fact move(PastMigration move, Map<NodeId, String> nodeNames) {
        String way = "from " + name(move.from(), nodeNames) + " to " + name(move.to(), nodeNames);
        return move.isDone()
                ? new Fact(
                        "Moved",
                        way,
                        Display.time(move.endedAt()) + ", because " + move.why() + "; it stood still for "
                                + move.stoodStill().toMillis() + " ms")
                : new Fact("Did not move", way, Display.time(move.endedAt()) + ", because " + move.failure());
    }

    private static String name(NodeId node, Map<NodeId, String> nodeNames) {
        return nodeNames.getOrDefault(node, node.value());
    }

    private static Fact attempt(Attempt attempt, Map<NodeId, String> nodeNames) {
        return new Fact(
                "Attempt " + attempt.number(),
                "on " + nodeNames.getOrDefault(attempt.node(), attempt.node().value()),
                "assigned " + Display.time(attempt.assignedAt()) + ", at most " + Display.fuel(attempt.fuelLimit())
                        + " fuel");
    }

    private static Fact preemptions(Task task, Instant last) {
        int count = task.preemptions().count();
        return new Fact(
                "Made room for others",
                count == 1 ? "once" : count + " times",
                "last at " + Display.time(last) + ", because "
                        + task.preemptions().why());
    }

    private static String waited(Task task, Instant started) {
        return Display.duration(Duration.between(task.submittedAt(), started)) + " after its submission";
    }

    private static List<Fact> outcome(Ending ending) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("End", TaskWords.reason(ending.reason()), ending.detail()));
        if (ending.exitCode() != Ending.NO_EXIT_CODE) {
            facts.add(new Fact("Exit code", Integer.toString(ending.exitCode())));
        }
        Usage usage = ending.usage();
        facts.add(new Fact("Fuel", Display.fuel(usage.fuel()), usage.fuel().units() + " instructions"));
        facts.add(new Fact("Run time", Display.duration(usage.wall())));
        facts.add(new Fact("Peak memory", Display.bytes(usage.peakMemory())));
        return facts;
    }

    private static List<Fact> outputs(Ending ending) {
        List<Fact> facts = new ArrayList<>();
        ending.outputs()
                .forEach(output ->
                        facts.add(new Fact(output.path(), output.content().value(), Display.bytes(output.size()))));
        ending.stdout().ifPresent(content -> facts.add(new Fact("Standard output", content.value())));
        ending.stderr().ifPresent(content -> facts.add(new Fact("Standard error", content.value())));
        return facts;
    }

    private static List<Fact> bill(Bill bill, TaskSpec spec, Map<NodeId, String> nodeNames) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("Fuel", Display.money(bill.fuel())),
                new Fact("RAM", Display.money(bill.ram())),
                new Fact("Storage", Display.money(bill.storage())),
                new Fact(
                        "Charged to the buyer",
                        Display.money(bill.charged()),
                        "limit " + Display.money(spec.maxPrice())),
                new Fact("Paid to the seller", Display.money(bill.paid())),
                new Fact("Marketplace fee", Display.money(bill.fee()))));
        bill.shares()
                .forEach(share -> facts.add(new Fact(
                        "Of it for attempt " + share.segment().attempt(),
                        Display.money(share.charged()),
                        "on " + name(share.segment().node(), nodeNames) + ", "
                                + Display.fuel(share.segment().fuel()) + " fuel")));
        if (bill.refunded().isPositive()) {
            facts.add(new Fact("Given back", Display.money(bill.refunded()), "its deadline was missed"));
        }
        return facts;
    }
}
