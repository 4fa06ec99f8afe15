package org.souk.core.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * What a buyer asks for. An instance is always valid: its constructor refuses what breaks a rule.
 *
 * @param name a label for people, at most 100 characters, may be empty
 * @param module the WebAssembly module, a WASI preview 1 command
 * @param arguments program arguments, without the program's name
 * @param environment environment variables
 * @param stdin content of standard input, if any
 * @param inputs files and folders that the program finds, read-only
 * @param outputs paths that the program must have written when it ends
 * @param resources reserved while it runs; RAM is also the memory limit, storage the limit of what it writes
 * @param priority its class
 * @param deadline when it should be done, if it matters
 * @param maxPrice the most that the buyer will ever pay for it; held when it is submitted
 * @param offer what the buyer offers at first, if that is less: see {@link Bid}
 * @param wallLimit the longest that one attempt may run
 * @param fuelLimit the most CPU work, if the buyer limits it below what the budget allows
 * @param expected how long the buyer thinks that it runs; a deadline is promised on this ground
 * @param placement where it may run
 * @param workflow which other tasks it belongs together with
 */
public record TaskSpec(
        String name,
        ContentId module,
        List<String> arguments,
        Map<String, String> environment,
        Optional<ContentId> stdin,
        List<TaskFile> inputs,
        List<String> outputs,
        Resources resources,
        Priority priority,
        Optional<Instant> deadline,
        Money maxPrice,
        Optional<Money> offer,
        Duration wallLimit,
        Optional<Fuel> fuelLimit,
        Optional<Duration> expected,
        Placement placement,
        Workflow workflow) {

    public static final int MAX_CPU_MILLIS = 256_000;
    public static final Bytes MAX_RAM = Bytes.ofGibibytes(4);
    public static final Bytes MIN_RAM = Bytes.ofMebibytes(1);
    public static final Bytes MAX_STORAGE = Bytes.ofGibibytes(1024);
    public static final Duration MAX_WALL = Duration.ofDays(7);
    public static final Money MAX_PRICE = Money.ofMicros(1_000_000_000_000_000L);
    /** Later instants cannot be told from never, nor be kept in microseconds. */
    public static final Instant LAST_DEADLINE = Instant.parse("9999-12-31T23:59:59Z");

    private static final int MAX_NAME = 100;
    private static final int MAX_FILES = 1000;
    private static final int MAX_TEXT = 128 * 1024;
    private static final int MAX_PATH = 1024;
    private static final int MAX_PATH_PART = 255;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public TaskSpec {
        arguments = List.copyOf(arguments);
        // Sorted, so that equal requests print the same on every machine.
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        check(name.length() <= MAX_NAME, "name", "is longer than " + MAX_NAME + " characters");
        check(name.chars().noneMatch(Character::isISOControl), "name", "contains a control character");
        checkText(arguments, environment);
        checkFiles(inputs, outputs);
        checkResources(resources);
        check(deadline.filter(LAST_DEADLINE::isBefore).isEmpty(), "deadline", "is after " + LAST_DEADLINE);
        check(maxPrice.isPositive(), "maxPriceMicros", "must be greater than zero");
        check(maxPrice.compareTo(MAX_PRICE) <= 0, "maxPriceMicros", "is more than " + MAX_PRICE + " credits");
        check(
                offer.filter(o -> !o.isPositive() || o.compareTo(maxPrice) > 0).isEmpty(),
                "offeredPriceMicros",
                "must be greater than zero and not more than maxPriceMicros");
        check(wallLimit.toMillis() > 0, "wallLimitSeconds", "must be greater than zero");
        check(wallLimit.compareTo(MAX_WALL) <= 0, "wallLimitSeconds", "is more than " + MAX_WALL.toDays() + " days");
        check(
                expected.filter(d -> d.toMillis() <= 0 || d.compareTo(wallLimit) > 0)
                        .isEmpty(),
                "expectedSeconds",
                "must be greater than zero and not more than wallLimitSeconds");
        check(fuelLimit.isEmpty() || fuelLimit.get().units() > 0, "fuelLimit", "must be greater than zero");
    }

    /** Everything that a node must have fetched before it can run: module, standard input and inputs. */
    public Set<ContentId> contents() {
        Set<ContentId> contents = new HashSet<>();
        contents.add(module);
        stdin.ifPresent(contents::add);
        inputs.forEach(input -> contents.add(input.content()));
        return Collections.unmodifiableSet(contents);
    }

    /** What the live state keeps of it. */
    public SpecSummary summary() {
        return new SpecSummary(
                name,
                contents(),
                resources,
                priority,
                deadline,
                limits(),
                placement,
                !workflow.after().isEmpty(),
                workflow.array());
    }

    /** How long it may run and what it may cost. */
    public RunLimits limits() {
        return new RunLimits(maxPrice, offer, wallLimit, fuelLimit, expected);
    }

    /** The same task with its place among others. */
    public TaskSpec in(Workflow place) {
        return in(place, arguments, environment);
    }

    TaskSpec in(Workflow place, List<String> withArguments, Map<String, String> withEnvironment) {
        return new TaskSpec(
                name,
                module,
                withArguments,
                withEnvironment,
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
                place);
    }

    private static void checkText(List<String> arguments, Map<String, String> environment) {
        long length = 0;
        for (String argument : arguments) {
            check(argument.indexOf(0) < 0, "arguments", "contain a NUL character");
            length += argument.length();
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String key = variable.getKey();
            check(VARIABLE.matcher(key).matches(), "environment", "'" + key + "' is not a variable name");
            check(variable.getValue().indexOf(0) < 0, "environment", "contains a NUL character");
            length += key.length() + variable.getValue().length();
        }
        check(length <= MAX_TEXT, "arguments", "and environment together exceed " + MAX_TEXT + " characters");
    }

    private static void checkFiles(List<TaskFile> inputs, List<String> outputs) {
        check(inputs.size() <= MAX_FILES, "inputs", "are more than " + MAX_FILES);
        check(outputs.size() <= MAX_FILES, "outputs", "are more than " + MAX_FILES);
        Set<String> read = new HashSet<>();
        for (TaskFile input : inputs) {
            checkPath("inputs", input.path());
            check(read.add(input.path()), "inputs", "name '" + input.path() + "' twice");
        }
        Set<String> written = new HashSet<>();
        for (String output : outputs) {
            checkPath("outputs", output);
            check(!read.contains(output), "outputs", "name '" + output + "', which is a read-only input");
            check(written.add(output), "outputs", "name '" + output + "' twice");
        }
        for (String input : read) {
            check(!hasAncestorIn(input, read), "inputs", "'" + input + "' lies inside another input");
        }
    }

    private static boolean hasAncestorIn(String path, Set<String> paths) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (paths.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private static void checkPath(String field, String path) {
        check(path.startsWith("/") && path.length() > 1, field, "'" + path + "' is not an absolute path");
        check(path.length() <= MAX_PATH, field, "a path is longer than " + MAX_PATH + " characters");
        check(path.indexOf(0) < 0 && path.indexOf('\\') < 0, field, "'" + path + "' contains an illegal character");
        for (String part : path.substring(1).split("/", -1)) {
            boolean plain = !part.isEmpty() && !part.equals(".") && !part.equals("..");
            check(plain && part.length() <= MAX_PATH_PART, field, "'" + path + "' has an empty, dotted or long part");
        }
    }

    private static void checkResources(Resources resources) {
        int cpu = resources.cpu().value();
        check(cpu > 0, "resources.cpuMillis", "must be greater than zero");
        check(cpu <= MAX_CPU_MILLIS, "resources.cpuMillis", "is more than " + MAX_CPU_MILLIS);
        check(resources.ram().compareTo(MIN_RAM) >= 0, "resources.ramBytes", "is less than " + MIN_RAM);
        check(
                resources.ram().compareTo(MAX_RAM) <= 0,
                "resources.ramBytes",
                "is more than " + MAX_RAM + ", the address space of a WebAssembly program");
        check(resources.storage().compareTo(MAX_STORAGE) <= 0, "resources.storageBytes", "is more than " + MAX_STORAGE);
    }

    private static void check(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidRequest(field, reason);
        }
    }
}
