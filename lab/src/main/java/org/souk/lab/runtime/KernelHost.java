package org.souk.lab.runtime;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.souk.runtime.module.Metering;
import org.souk.runtime.moving.Migratable;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** The little that a kernel needs of a host: its argument, its output, and a look at the clock after each round. */
final class KernelHost {

    private static final String WASI = "wasi_snapshot_preview1";
    private static final long SLICE = 5_000_000;
    private static final int STANDARD_ERROR = 2;

    /** What a C library takes as: this is no terminal, so gather the output. */
    private static final int NOT_A_TERMINAL = 59;

    private static final class Exit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exit() {
            super("the kernel has ended", null, false, false);
        }
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final byte[] arguments;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<Long> stamps = new ArrayList<>();
    private long granted;

    KernelHost(int rounds) {
        arguments = ("kernel\0" + rounds + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /** Runs a kernel to its end on this thread. */
    KernelTime run(WasmModule module, Function<Instance, Machine> machines) {
        Instance instance = Instance.builder(module)
                .withStart(false)
                .withImportValues(ImportValues.builder()
                        .addFunction(functions().toArray(HostFunction[]::new))
                        .build())
                .withMemoryFactory(ByteArrayMemory::new)
                .withMachineFactory(machines)
                .build();
        try {
            instance.export("_start").apply();
        } catch (Exit expected) {
            // A C program that returns from main ends so, too.
        }
        return KernelTime.of(stamps, output.toString(StandardCharsets.US_ASCII).trim(), granted);
    }

    private List<HostFunction> functions() {
        List<HostFunction> functions = new ArrayList<>();
        functions.add(wasi("args_sizes_get", 2, this::argumentSizes));
        functions.add(wasi("args_get", 2, this::copyArguments));
        functions.add(wasi("fd_write", 4, this::write));
        functions.add(wasi("fd_fdstat_get", 2, (instance, values) -> new long[] {NOT_A_TERMINAL}));
        functions.add(wasi("fd_close", 1, (instance, values) -> new long[1]));
        functions.add(new HostFunction(
                WASI,
                "fd_seek",
                FunctionType.of(List.of(ValType.I32, ValType.I64, ValType.I32, ValType.I32), List.of(ValType.I32)),
                (instance, values) -> new long[] {NOT_A_TERMINAL}));
        functions.add(host(WASI, "proc_exit", List.of(ValType.I32), List.of(), (instance, values) -> {
            throw new Exit();
        }));
        functions.add(host(Metering.HOOK_MODULE, Metering.HOOK, List.of(), List.of(), this::refill));
        functions.add(host(Metering.HOOK_MODULE, Metering.DEEP_HOOK, List.of(), List.of(), (instance, values) -> {
            throw new TrapException("call stack exhausted");
        }));
        functions.add(host(Migratable.MODULE, Migratable.PUSH, List.of(ValType.I64), List.of(), KernelHost::notMoved));
        functions.add(host(Migratable.MODULE, Migratable.POP, List.of(), List.of(ValType.I64), KernelHost::notMoved));
        return functions;
    }

    private static HostFunction wasi(String name, int parameters, WasmFunctionHandle handle) {
        List<ValType> integers = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            integers.add(ValType.I32);
        }
        return host(WASI, name, integers, List.of(ValType.I32), handle);
    }

    private static HostFunction host(
            String module, String name, List<ValType> parameters, List<ValType> results, WasmFunctionHandle handle) {
        return new HostFunction(module, name, FunctionType.of(parameters, results), handle);
    }

    private static long[] notMoved(Instance instance, long... values) {
        throw new IllegalStateException("nobody suspends a kernel");
    }

    private long[] refill(Instance instance, long... values) {
        GlobalInstance fuel = instance.exports().global(Metering.FUEL);
        fuel.setValue(fuel.getValue() + SLICE);
        granted += SLICE;
        return new long[0];
    }

    private long[] argumentSizes(Instance instance, long... values) {
        instance.memory().writeI32((int) values[0], 2);
        instance.memory().writeI32((int) values[1], arguments.length);
        return new long[1];
    }

    private long[] copyArguments(Instance instance, long... values) {
        Memory memory = instance.memory();
        int texts = (int) values[1];
        memory.write(texts, arguments);
        memory.writeI32((int) values[0], texts);
        memory.writeI32((int) values[0] + 4, texts + "kernel\0".length());
        return new long[1];
    }

    private long[] write(Instance instance, long... values) {
        if (values[0] == STANDARD_ERROR) {
            stamps.add(threads.getCurrentThreadCpuTime());
        }
        Memory memory = instance.memory();
        int written = 0;
        for (int i = 0; i < values[2]; i++) {
            int vector = (int) values[1] + 8 * i;
            int length = memory.readInt(vector + 4);
            if (values[0] != STANDARD_ERROR) {
                output.writeBytes(memory.readBytes(memory.readInt(vector), length));
            }
            written += length;
        }
        memory.writeI32((int) values[3], written);
        return new long[1];
    }
}
