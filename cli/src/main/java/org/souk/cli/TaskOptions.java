package org.souk.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.souk.cli.terminal.Amounts;
import org.souk.client.content.Contents;
import org.souk.protocol.rest.ArrayBody;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.PriorityName;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TaskRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a buyer says about a task. */
final class TaskOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODULE.wasm", description = "A WASI preview 1 command.")
    Path module;

    @Option(names = "--arg", paramLabel = "TEXT", description = "An argument of the program; may be repeated.")
    List<String> arguments = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "An environment variable; may be repeated.")
    List<String> environment = new ArrayList<>();

    @Option(names = "--stdin", paramLabel = "FILE", description = "The program's standard input.")
    Path stdin;

    @Option(
            names = "--input",
            paramLabel = "HOST:GUEST",
            description = "A file or folder, and where the program sees it; may be repeated.")
    List<String> inputs = new ArrayList<>();

    @Option(names = "--output", paramLabel = "GUEST", description = "A path that the program writes; may be repeated.")
    List<String> outputs = new ArrayList<>();

    @Option(
            names = "--cpu",
            paramLabel = "CORES",
            converter = Amounts.Cores.class,
            defaultValue = "1",
            description = "Cores to reserve (default: ${DEFAULT-VALUE}).")
    int cpuMillis;

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            converter = Amounts.Size.class,
            defaultValue = "256M",
            description = "RAM to reserve, its memory limit (default: ${DEFAULT-VALUE}).")
    long ramBytes;

    @Option(
            names = "--storage",
            paramLabel = "SIZE",
            converter = Amounts.Size.class,
            defaultValue = "100M",
            description = "The most that it writes (default: ${DEFAULT-VALUE}).")
    long storageBytes;

    @Option(
            names = "--priority",
            defaultValue = "NORMAL",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    PriorityName priority;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "When it must be done: 30m from now, or 2026-12-31T18:00:00Z. It is promised, or refused"
                    + " with the earliest that can be.")
    String deadline;

    @Option(
            names = "--max-price",
            paramLabel = "CREDITS",
            converter = Amounts.Credits.class,
            defaultValue = "1",
            description = "The most that it may cost; held until it ends (default: ${DEFAULT-VALUE}).")
    long maxPriceMicros;

    @Option(
            names = "--offer",
            paramLabel = "CREDITS",
            converter = Amounts.Credits.class,
            description =
                    "What is offered at first: only nodes on which the expected run costs no more. When it has waited"
                            + " long the offer rises, step by step, to --max-price (default: as --max-price).")
    Long offeredPriceMicros;

    @Option(
            names = "--wall",
            paramLabel = "TIME",
            converter = Amounts.Time.class,
            defaultValue = "1h",
            description = "The longest that it may run (default: ${DEFAULT-VALUE}).")
    Duration wall;

    @Option(
            names = "--expected",
            paramLabel = "TIME",
            converter = Amounts.Time.class,
            description = "How long it probably runs: short ones go first, and a deadline is promised on this ground"
                    + " (default: as --wall).")
    Duration expected;

    @Option(
            names = "--fuel",
            paramLabel = "N",
            description = "The most fuel that it may use (default: what the price affords).")
    Long fuelLimit;

    @Option(
            names = "--require",
            paramLabel = "EXPR",
            description = "Only nodes where this holds, such as "
                    + "'node.architecture == \"aarch64\" && node.reliability > 0.95'.")
    String requirements;

    @Option(names = "--pool", paramLabel = "NAME", description = "Only nodes of this pool ('souk node pools').")
    String pool;

    @Option(names = "--widen", description = "With --pool: other nodes will do too once it has waited long.")
    boolean widen;

    @Option(names = "--burst", description = "Burst capacity will do: cheaper, but it may be taken away at any moment.")
    boolean burst;

    @Option(
            names = "--array",
            paramLabel = "RANGE",
            converter = ArrayOption.class,
            description = {
                "Make one task for each index: 1-500, or 1-500%%50 for at most 50 on nodes at a time.",
                "A program sees its index as SOUK_ARRAY_INDEX, and in --arg as {index}."
            })
    ArrayBody array;

    @Option(
            names = "--after",
            paramLabel = "TASK",
            split = ",",
            description = "Run after this task or array has completed; may be repeated.")
    List<String> after = new ArrayList<>();

    @Option(names = "--name", paramLabel = "TEXT", description = "A label for people.")
    String name;

    /** Refuses what is wrong on this machine already, before anything is sent. */
    void check(Instant now, boolean waits) {
        if (waits && array != null) {
            throw wrong("--wait is for one task; 'souk task array ID' shows how an array gets on");
        }
        if (widen && pool == null) {
            throw wrong("--widen is for a task with a --pool: without one, every node will do already");
        }
        if (offeredPriceMicros != null && offeredPriceMicros > maxPriceMicros) {
            throw wrong("--offer: more than the most that it may cost; see --max-price");
        }
        variables();
        due(now);
        inputs.forEach(this::hostFile);
    }

    /** Uploads what the task needs and describes it. */
    TaskRequest request(Contents contents, Instant now) throws IOException, InterruptedException {
        Map<String, String> variables = variables();
        List<HostFile> files = inputs.stream().map(this::hostFile).toList();
        Instant due = due(now);
        List<FileBody> uploaded = new ArrayList<>();
        String moduleCid = contents.upload(module);
        for (HostFile file : files) {
            uploaded.add(new FileBody(file.guest, contents.upload(file.host)));
        }
        return new TaskRequest(
                name == null ? module.getFileName().toString() : name,
                moduleCid,
                arguments,
                variables,
                stdin == null ? null : contents.upload(stdin),
                uploaded,
                outputs,
                new ResourcesBody(cpuMillis, ramBytes, storageBytes),
                priority,
                due,
                maxPriceMicros,
                Math.max(1, wall.toSeconds()),
                fuelLimit,
                pool,
                burst,
                requirements,
                null,
                after.isEmpty() ? null : after,
                array,
                expected == null ? null : Math.max(1, expected.toSeconds()),
                widen,
                offeredPriceMicros);
    }

    private Instant due(Instant now) {
        try {
            return deadline == null ? null : Amounts.moment(deadline, now);
        } catch (IllegalArgumentException e) {
            throw wrong("--deadline: " + e.getMessage());
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : environment) {
            int sign = variable.indexOf('=');
            if (sign < 1) {
                throw wrong("--env: '" + variable + "' is not NAME=VALUE");
            }
            variables.put(variable.substring(0, sign), variable.substring(sign + 1));
        }
        return variables;
    }

    private record HostFile(Path host, String guest) {}

    /** The last colon before a slash, since a host path may have colons too. */
    private HostFile hostFile(String input) {
        int colon = input.lastIndexOf(":/");
        if (colon < 1) {
            throw wrong("--input: '" + input
                    + "' is not HOST:GUEST with an absolute guest path, such as data.csv:/in/data.csv");
        }
        return new HostFile(Path.of(input.substring(0, colon)), input.substring(colon + 1));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
