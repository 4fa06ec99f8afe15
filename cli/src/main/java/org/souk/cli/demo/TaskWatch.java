package org.souk.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.souk.cli.local.LocalFailure;
import org.souk.cli.terminal.Amounts;
import org.souk.client.MarketClient;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskPage;

/** Follows the buyer's tasks to their end and tells what happens. */
final class TaskWatch {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final long LOOK_MILLIS = 250;
    private static final int BAR = 24;

    private final MarketClient buyer;
    private final Map<String, String> nodeNames;
    private final Screen screen;
    private final Map<String, StateName> told = new HashMap<>();

    /** @param nodeNames by id */
    TaskWatch(MarketClient buyer, Map<String, String> nodeNames, Screen screen) {
        this.buyer = buyer;
        this.nodeNames = nodeNames;
        this.screen = screen;
    }

    /**
     * @param ids in the order in which they shall be answered
     * @throws LocalFailure when they do not end in time, with the reason of one that waits
     */
    List<TaskBody> untilEnded(List<String> ids) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            List<TaskBody> tasks = look(ids);
            tasks.forEach(this::tell);
            long ended = tasks.stream().filter(task -> task.state().isFinal()).count();
            if (ended == ids.size()) {
                screen.clearStatus();
                return tasks;
            }
            screen.status(status(tasks, ended));
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new LocalFailure("the tasks did not end within " + LIMIT.toMinutes() + " minutes; " + why(tasks));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private List<TaskBody> look(List<String> ids) throws IOException, InterruptedException {
        Map<String, TaskBody> found = new LinkedHashMap<>();
        for (TaskBody task :
                buyer.get("/tasks?limit=" + 2 * ids.size(), TaskPage.class).tasks()) {
            found.put(task.id(), task);
        }
        List<TaskBody> tasks = new ArrayList<>();
        for (String id : ids) {
            if (!found.containsKey(id)) {
                throw new LocalFailure("the market does not know task " + id + " any more");
            }
            tasks.add(found.get(id));
        }
        return tasks;
    }

    private void tell(TaskBody task) {
        StateName before = told.put(task.id(), task.state());
        if (before == task.state()) {
            return;
        }
        String name = task.request().name();
        if (task.state() == StateName.RUNNING) {
            screen.line("running " + name + " on " + nodeNames.get(task.node()));
        } else if (task.state() == StateName.SUSPENDED) {
            screen.line("paused  " + name + ", it makes room on " + nodeNames.get(task.node()));
        } else if (task.state() == StateName.COMPLETED) {
            screen.line("done    " + name + ": " + Amounts.ofFuel(task.ending().fuel()) + " fuel in "
                    + Amounts.ofMillis(task.ending().wallMillis()) + ", "
                    + Amounts.ofMicros(task.ending().bill().chargedMicros()) + " credits");
        } else if (task.state().isFinal()) {
            screen.line("failed  " + name + ": " + task.ending().reason() + " "
                    + task.ending().detail());
        }
    }

    private static String status(List<TaskBody> tasks, long ended) {
        int filled = (int) (ended * BAR / tasks.size());
        long running =
                tasks.stream().filter(task -> task.state() == StateName.RUNNING).count();
        long fuel = tasks.stream().mapToLong(TaskBody::fuel).sum();
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + ended + " of " + tasks.size() + " done, "
                + running + " running, " + Amounts.ofFuel(fuel) + " fuel";
    }

    private String why(List<TaskBody> tasks) throws IOException, InterruptedException {
        for (TaskBody task : tasks) {
            if (!task.state().isFinal()) {
                return task.request().name() + ": "
                        + buyer.get("/tasks/" + task.id() + "/explain", ExplanationBody.class)
                                .summary();
            }
        }
        return "";
    }
}
