package org.souk.core.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.ContentId;
import org.souk.core.common.TaskId;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.Workflow;
import org.souk.core.units.Fuel;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** A task in the making: {@code aTask().by("ada").needing(cores(2)).within("1.50").spec()}. */
public final class TaskFixture {
    public static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");

    private static final long MIB = 1L << 20;

    private String id = "t1";
    private AccountId buyer = new AccountId("buyer");
    private String name = "";
    private List<String> arguments = List.of();
    private Map<String, String> environment = Map.of();
    private Optional<ContentId> stdin = Optional.empty();
    private List<TaskFile> inputs = List.of();
    private List<String> outputs = List.of();
    private Resources resources = Resources.of(100, 16 * MIB, 0);
    private Priority priority = Priority.NORMAL;
    private Optional<Instant> deadline = Optional.empty();
    private Money maxPrice = Money.parse("1");
    private Optional<Money> offer = Optional.empty();
    private Duration wallLimit = Duration.ofMinutes(10);
    private Optional<Fuel> fuelLimit = Optional.empty();
    private Optional<Duration> expected = Optional.empty();
    private Placement placement = Placement.ANYWHERE;
    private Workflow workflow = Workflow.ALONE;
    private Instant submittedAt = NOON;

    private TaskFixture() {}

    public static TaskFixture aTask() {
        return new TaskFixture();
    }

    public static Resources cores(int cores) {
        return new Resources(
                MilliCpu.ofCores(cores), Resources.of(0, 16 * MIB, 0).ram(), Resources.NONE.storage());
    }

    public TaskFixture id(String value) {
        id = value;
        return this;
    }

    public TaskFixture by(String account) {
        buyer = new AccountId(account);
        return this;
    }

    public TaskFixture named(String label) {
        name = label;
        return this;
    }

    public TaskFixture with(List<String> args, Map<String, String> variables) {
        arguments = args;
        environment = variables;
        return this;
    }

    public TaskFixture reading(TaskFile... files) {
        inputs = List.of(files);
        return this;
    }

    public TaskFixture readingStdin(String content) {
        stdin = Optional.of(new ContentId(content));
        return this;
    }

    public TaskFixture writing(String... paths) {
        outputs = List.of(paths);
        return this;
    }

    public TaskFixture needing(Resources needed) {
        resources = needed;
        return this;
    }

    public TaskFixture priority(Priority value) {
        priority = value;
        return this;
    }

    public TaskFixture due(Instant when) {
        deadline = Optional.of(when);
        return this;
    }

    public TaskFixture within(String credits) {
        maxPrice = Money.parse(credits);
        return this;
    }

    public TaskFixture within(Money limit) {
        maxPrice = limit;
        return this;
    }

    public TaskFixture offering(String credits) {
        return offering(Money.parse(credits));
    }

    public TaskFixture offering(Money first) {
        offer = Optional.of(first);
        return this;
    }

    public TaskFixture runningAtMost(Duration limit) {
        wallLimit = limit;
        return this;
    }

    public TaskFixture burningAtMost(long fuel) {
        fuelLimit = Optional.of(new Fuel(fuel));
        return this;
    }

    public TaskFixture expecting(Duration duration) {
        expected = Optional.of(duration);
        return this;
    }

    /** Only in that pool, or elsewhere too once it has waited long. */
    public TaskFixture in(String pool, boolean widening) {
        return placed(new Placement(Optional.empty(), Optional.of(pool), false, widening));
    }

    public TaskFixture placed(Placement where) {
        placement = where;
        return this;
    }

    public TaskFixture within(Workflow with) {
        workflow = with;
        return this;
    }

    public TaskFixture submittedAt(Instant when) {
        submittedAt = when;
        return this;
    }

    public TaskSpec spec() {
        return new TaskSpec(
                name,
                new ContentId("bafkreimodule"),
                arguments,
                environment,
                stdin,
                inputs,
                outputs,
                resources,
                priority,
                deadline,
                maxPrice,
                offer,
                wallLimit,
                fuelLimit,
                expected,
                placement,
                workflow);
    }

    public Task submitted() {
        return Task.submitted(new TaskId(id), buyer, spec(), submittedAt);
    }
}
