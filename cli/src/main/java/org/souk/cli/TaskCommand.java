package org.souk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.souk.cli.terminal.Amounts;
import org.souk.client.content.Contents;
import org.souk.protocol.rest.ArraySummaryBody;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.MigrateRequest;
import org.souk.protocol.rest.MoveBody;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.ShareBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Buying: tasks. */
@Command(
        name = "task",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = TaskCommand.SUMMARY)
final class TaskCommand {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Run tasks, watch and explain them.";

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Your tasks, newest first; for operators all.")
    int list(
            @Mixin Market market,
            @Mixin Printer printer,
            @Option(
                            names = "--state",
                            split = ",",
                            paramLabel = "STATE",
                            description = "${COMPLETION-CANDIDATES}; may be repeated.")
                    List<StateName> states,
            @Option(names = "--node", paramLabel = "NODE", description = "Only what is or was on this node.")
                    String node,
            @Option(names = "--buyer", paramLabel = "ACCOUNT", description = "Only this buyer's (operators).")
                    String buyer,
            @Option(names = "--array", paramLabel = "ARRAY", description = "Only the elements of this array.")
                    String array,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50") int limit,
            @Option(names = "--before", paramLabel = "TASK", description = "Continue after this task.") String before)
            throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("/tasks?limit=").append(limit);
        if (states != null) {
            states.forEach(state -> query.append("&state=").append(state));
        }
        append(query, "node", node);
        append(query, "buyer", buyer);
        append(query, "array", array);
        append(query, "before", before);
        TaskPage page = market.client().get(query.toString(), TaskPage.class);
        printer.print(page, () -> {
            if (page.tasks().isEmpty()) {
                printer.line("No tasks; 'souk task run MODULE.wasm' makes one.");
                return;
            }
            Printer.Table table = printer.table("TASK", "NAME", "STATE", "NODE", "FUEL", "PRICE", "SUBMITTED");
            for (TaskBody task : page.tasks()) {
                EndingBody ending = task.ending();
                table.row(
                        task.id(),
                        orDash(task.request().name()),
                        state(task),
                        orDash(task.node()),
                        Amounts.ofFuel(task.fuel()),
                        ending == null || ending.bill() == null
                                ? "-"
                                : Amounts.ofMicros(ending.bill().chargedMicros()),
                        task.submittedAt().toString());
            }
            table.print();
            if (page.next() != null) {
                printer.line("More: --before " + page.next());
            }
        });
        return Souk.OK;
    }

    private static void append(StringBuilder query, String name, String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(AccountCommand.encoded(value));
        }
    }

    private static String orDash(String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    private static String state(TaskBody task) {
        String state = task.state().name().toLowerCase(Locale.ROOT);
        boolean plain = task.ending() == null || task.state() != StateName.FAILED;
        return plain ? state : state + " (" + task.ending().reason() + ")";
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One task.")
    int show(@Mixin Market market, @Mixin Printer printer, @Parameters(paramLabel = "TASK") String id)
            throws IOException, InterruptedException {
        show(printer, find(market, id));
        return Souk.OK;
    }

    private static TaskBody find(Market market, String id) throws IOException, InterruptedException {
        return market.client().get(path(id), TaskBody.class);
    }

    private static String path(String id) {
        return "/tasks/" + AccountCommand.encoded(id);
    }

    private static void show(Printer printer, TaskBody task) {
        printer.print(task, () -> {
            EndingBody ending = task.ending();
            printer.fields(
                    "Task", task.id(),
                    "Name", orDash(task.request().name()),
                    "State", state(task),
                    "Node", task.node(),
                    "Capacity", Boolean.TRUE.equals(task.burst()) ? "burst" : null,
                    "Pool", pool(task),
                    "Offer", offer(task),
                    "Requires", task.request().requirements(),
                    "Array", element(task),
                    "After",
                            task.request().after() == null
                                    ? null
                                    : String.join(", ", task.request().after()),
                    "Attempts", task.attempts(),
                    "Preempted", preempted(task),
                    "Submitted", task.submittedAt(),
                    "Assigned", task.assignedAt(),
                    "Started", task.startedAt(),
                    "Finished", task.finishedAt(),
                    "Fuel", Amounts.ofFuel(task.fuel()));
            if (task.escalations() != null) {
                task.escalations().forEach(step -> printer.fields("Escalated", step.at() + " " + step.detail()));
            }
            if (task.checkpoint() != null) {
                printer.fields(
                        "Checkpoint",
                        task.checkpoint().takenAt() + " at "
                                + Amounts.ofFuel(task.checkpoint().fuel()) + " fuel");
            }
            if (task.moves() != null) {
                task.moves().forEach(move -> printer.fields("Move", words(move)));
            }
            if (ending != null && ending.bill() != null && ending.bill().shares() != null) {
                ending.bill().shares().forEach(share -> printer.fields("Bill", words(share)));
            }
            if (ending != null) {
                printer.fields(
                        "Ended",
                        ending.reason() + (ending.detail().isEmpty() ? "" : ", " + ending.detail()),
                        "Exit code",
                        ending.exitCode() < 0 ? null : ending.exitCode(),
                        "Ran for",
                        Amounts.ofMillis(ending.wallMillis()),
                        "Peak memory",
                        Amounts.ofBytes(ending.peakMemoryBytes()),
                        "Charged",
                        ending.bill() == null
                                ? null
                                : Amounts.ofMicros(ending.bill().chargedMicros()) + " credits",
                        "Given back",
                        ending.bill() == null || ending.bill().refundedMicros() == 0
                                ? null
                                : Amounts.ofMicros(ending.bill().refundedMicros())
                                        + " credits, its deadline was missed",
                        "Stdout",
                        ending.stdout(),
                        "Stderr",
                        ending.stderr(),
                        "Outputs",
                        ending.outputs() == null || ending.outputs().isEmpty()
                                ? null
                                : ending.outputs().stream()
                                        .map(OutputBody::path)
                                        .collect(Collectors.joining(", ")));
            }
        });
    }

    private static String pool(TaskBody task) {
        return Boolean.TRUE.equals(task.request().widen())
                ? task.request().pool() + "; other nodes too once it has waited long"
                : task.request().pool();
    }

    private static String offer(TaskBody task) {
        Long first = task.request().offeredPriceMicros();
        return first == null
                ? null
                : Amounts.ofMicros(first) + " credits at first, at most "
                        + Amounts.ofMicros(task.request().maxPriceMicros());
    }

    private static String words(MoveBody move) {
        String way = "from " + move.from() + " to " + move.to() + ", because " + move.why();
        if (move.endedAt() == null) {
            return "under way " + way;
        }
        return move.failure() == null
                ? move.endedAt() + " " + way + ", stood still for " + move.stoodStillMillis() + " ms"
                : move.endedAt() + " given up " + way + ": " + move.failure();
    }

    private static String words(ShareBody share) {
        return Amounts.ofMicros(share.chargedMicros()) + " credits for attempt " + share.attempt() + " on "
                + share.node() + ", " + Amounts.ofFuel(share.fuel()) + " fuel in "
                + Amounts.ofMillis(share.wallMillis());
    }

    private static String element(TaskBody task) {
        return task.array() == null
                ? null
                : task.array().id() + ", index " + task.array().index() + ", at most "
                        + task.array().atOnce() + " at a time";
    }

    @Command(name = "array", mixinStandardHelpOptions = true, description = "An array as a whole.")
    int array(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(paramLabel = "ARRAY", description = "As 'souk task run --array' printed it.") String id,
            @Option(names = "--cancel", description = "Stop all elements that have not ended.") boolean cancel)
            throws IOException, InterruptedException {
        String path = "/arrays/" + AccountCommand.encoded(id);
        ArraySummaryBody array = cancel
                ? market.client().post(path + "/cancel", java.util.Map.of(), ArraySummaryBody.class)
                : market.client().get(path, ArraySummaryBody.class);
        printer.print(array, () -> {
            printer.fields(
                    "Array", array.id(),
                    "Elements", array.from() + " to " + array.to(),
                    "At once", array.atOnce());
            array.states().forEach((state, count) -> printer.fields(capitalized(state), count));
        });
        return Souk.OK;
    }

    private static String capitalized(StateName state) {
        String name = state.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String preempted(TaskBody task) {
        return task.preemptions() == 0 ? null : task.preemptions() + " times, last at " + task.preemptedAt();
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Stop a task; what it used until now is paid.")
    int cancel(@Mixin Market market, @Mixin Printer printer, @Parameters(paramLabel = "TASK") String id)
            throws IOException, InterruptedException {
        TaskBody task = market.client().post(path(id) + "/cancel", java.util.Map.of(), TaskBody.class);
        printer.print(task, () -> printer.line(task.id() + " " + state(task)));
        return Souk.OK;
    }

    @Command(
            name = "migrate",
            mixinStandardHelpOptions = true,
            description = "Move a running task to another node while it runs.")
    int migrate(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(paramLabel = "TASK") String id,
            @Option(names = "--to", paramLabel = "NODE", description = "Where to (default: the best other node).")
                    String node)
            throws IOException, InterruptedException {
        TaskBody task = market.client().post(path(id) + "/migrate", new MigrateRequest(node), TaskBody.class);
        printer.print(task, () -> {
            MoveBody move = task.moves().get(task.moves().size() - 1);
            printer.line(task.id() + " moves from node " + move.from() + " to node " + move.to());
        });
        return Souk.OK;
    }

    @Command(name = "explain", mixinStandardHelpOptions = true, description = "Why a task is where it is.")
    int explain(@Mixin Market market, @Mixin Printer printer, @Parameters(paramLabel = "TASK") String id)
            throws IOException, InterruptedException {
        ExplanationBody why = market.client().get(path(id) + "/explain", ExplanationBody.class);
        printer.print(why, () -> {
            printer.line(why.summary());
            if (why.rejections() != null) {
                why.rejections()
                        .forEach((rule, nodes) -> printer.line("  " + rule + " turned away " + nodes + " nodes"));
            }
            if (why.scores() != null) {
                why.scores()
                        .forEach((score, value) -> printer.line(String.format(Locale.ROOT, "  %s %.2f", score, value)));
            }
            if (why.remarks() != null) {
                why.remarks().forEach(remark -> printer.line("  " + remark));
            }
        });
        return Souk.OK;
    }

    @Command(name = "logs", mixinStandardHelpOptions = true, description = "What a task printed.")
    int logs(
            @Mixin Market market,
            @Parameters(paramLabel = "TASK") String id,
            @Option(names = "--stderr", description = "Standard error instead of standard output.")
                    boolean standardError)
            throws IOException, InterruptedException {
        EndingBody ending = ending(find(market, id));
        String cid = standardError ? ending.stderr() : ending.stdout();
        if (cid != null) {
            try (Contents contents = new Contents(market.client())) {
                contents.copyTo(cid, System.out);
            }
        }
        return Souk.OK;
    }

    private static EndingBody ending(TaskBody task) {
        if (task.ending() == null) {
            throw new Failure("task " + task.id() + " has not ended; it is "
                    + task.state().name().toLowerCase(Locale.ROOT));
        }
        return task.ending();
    }

    @Command(
            name = "result",
            mixinStandardHelpOptions = true,
            description = "Save what a task wrote, and show how it ended.")
    int result(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(paramLabel = "TASK") String id,
            @Option(
                            names = "--output-dir",
                            paramLabel = "DIR",
                            description = "Where (default: a folder with the task's id).")
                    Path folder)
            throws IOException, InterruptedException {
        TaskBody task = find(market, id);
        EndingBody ending = ending(task);
        if (ending.outputs() != null && !ending.outputs().isEmpty()) {
            try (Contents contents = new Contents(market.client())) {
                OutputFolder.of(task, folder)
                        .save(ending.outputs(), contents)
                        .forEach(path -> System.err.println("souk: saved " + path));
            }
        }
        show(printer, task);
        return Souk.OK;
    }
}
