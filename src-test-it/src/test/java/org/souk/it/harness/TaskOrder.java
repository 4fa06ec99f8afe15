package org.souk.it.harness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.PriorityName;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TaskRequest;

/** Writes a request: {@code aTask(module).with("--exit", "3").paying(20_000).request()}. Small unless told otherwise. */
public final class TaskOrder {
    /** Of RAM, unless a test says otherwise. */
    public static final long MIB = 1L << 20;

    private final String module;
    private String name = "test";
    private List<String> arguments = List.of();
    private final Map<String, String> environment = new TreeMap<>();
    private String stdin;
    private final List<FileBody> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private ResourcesBody resources = new ResourcesBody(250, 64 * MIB, 16 * MIB);
    private PriorityName priority;
    private Instant deadline;
    private Long expectedSeconds;
    private long maxPriceMicros = 1_000_000;
    private Long wallLimitSeconds = 120L;
    private Long fuelLimit;
    private String requirements;
    private String pool;
    private Boolean burst;
    private Boolean widen;
    private Long offeredPriceMicros;

    private TaskOrder(String module) {
        this.module = module;
    }

    /** @param module its CID */
    public static TaskOrder aTask(String module) {
        return new TaskOrder(module);
    }

    public TaskOrder named(String label) {
        name = label;
        return this;
    }

    public TaskOrder with(String... words) {
        arguments = List.of(words);
        return this;
    }

    public TaskOrder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public TaskOrder stdin(String cid) {
        stdin = cid;
        return this;
    }

    public TaskOrder reading(String path, String cid) {
        inputs.add(new FileBody(path, cid));
        return this;
    }

    public TaskOrder writing(String path) {
        outputs.add(path);
        return this;
    }

    public TaskOrder needing(int cpuMillis, long ramBytes, long storageBytes) {
        resources = new ResourcesBody(cpuMillis, ramBytes, storageBytes);
        return this;
    }

    public TaskOrder priority(PriorityName priorityClass) {
        priority = priorityClass;
        return this;
    }

    public TaskOrder until(Instant latest) {
        deadline = latest;
        return this;
    }

    public TaskOrder paying(long micros) {
        maxPriceMicros = micros;
        return this;
    }

    public TaskOrder wallLimit(Long seconds) {
        wallLimitSeconds = seconds;
        return this;
    }

    public TaskOrder expecting(long seconds) {
        expectedSeconds = seconds;
        return this;
    }

    public TaskOrder fuelLimit(long fuel) {
        fuelLimit = fuel;
        return this;
    }

    /** @param expression that must hold where it runs */
    public TaskOrder requiring(String expression) {
        requirements = expression;
        return this;
    }

    /** Only on nodes of that pool. */
    public TaskOrder in(String group) {
        pool = group;
        return this;
    }

    /** On other nodes too, once it has waited long. */
    public TaskOrder widening() {
        widen = true;
        return this;
    }

    /** What is offered at first, beside the limit. */
    public TaskOrder offering(long micros) {
        offeredPriceMicros = micros;
        return this;
    }

    /** On burst capacity too. */
    public TaskOrder bursting() {
        burst = true;
        return this;
    }

    public TaskRequest request() {
        return new TaskRequest(
                name,
                module,
                arguments,
                environment,
                stdin,
                inputs,
                outputs,
                resources,
                priority,
                deadline,
                maxPriceMicros,
                wallLimitSeconds,
                fuelLimit,
                pool,
                burst,
                requirements,
                null,
                null,
                null,
                expectedSeconds,
                widen,
                offeredPriceMicros);
    }
}
