package org.souk.client.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TaskRequest;

/**
 * A task to submit, part by part. It asks for one core, 128 MiB of RAM and 64 MiB of storage, unless it is told otherwise,
 * and for any node. What is not here is said by {@link TaskRequest} itself. For one thread.
 */
public final class NewTask {
    private static final long MIB = 1L << 20;

    private final String module;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<FileBody> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private List<String> arguments = List.of();
    private ResourcesBody resources = new ResourcesBody(1000, 128 * MIB, 64 * MIB);
    private String name;
    private String stdin;
    private long maxPriceMicros;

    private NewTask(String module) {
        this.module = module;
    }

    /** @param module CID of a WASI preview 1 command that was uploaded */
    public static NewTask of(String module) {
        return new NewTask(module);
    }

    /** A label for people. */
    public NewTask named(String label) {
        name = label;
        return this;
    }

    /** What the program is called with, without its name. */
    public NewTask arguments(String... all) {
        arguments = List.of(all);
        return this;
    }

    /** One more variable of its environment. */
    public NewTask environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** @param cid of what it reads from standard input */
    public NewTask stdin(String cid) {
        stdin = cid;
        return this;
    }

    /**
     * One more file or folder that it can read.
     *
     * @param path absolute, as the program sees it
     */
    public NewTask input(String path, String cid) {
        inputs.add(new FileBody(path, cid));
        return this;
    }

    /**
     * One more file or folder that must be there at the end, and is kept.
     *
     * @param path absolute, as the program sees it
     */
    public NewTask output(String path) {
        outputs.add(path);
        return this;
    }

    /**
     * What it reserves on its node.
     *
     * @param cpuMillis thousandths of a core
     */
    public NewTask reserving(int cpuMillis, long ramBytes, long storageBytes) {
        resources = new ResourcesBody(cpuMillis, ramBytes, storageBytes);
        return this;
    }

    /** @param micros micro-credits; held when it is submitted, and what it did not cost given back */
    public NewTask costingAtMost(long micros) {
        maxPriceMicros = micros;
        return this;
    }

    /** The body to submit; the market checks it. */
    public TaskRequest request() {
        return new TaskRequest(
                name,
                module,
                arguments,
                Map.copyOf(environment),
                stdin,
                List.copyOf(inputs),
                List.copyOf(outputs),
                resources,
                null,
                null,
                maxPriceMicros,
                null,
                null);
    }
}
