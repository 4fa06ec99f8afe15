package org.souk.runtime.worker;

import java.util.function.Function;
import org.souk.runtime.module.Metering;
import org.souk.runtime.module.ModuleInspector;
import org.souk.runtime.module.Refused;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** A module that was inspected, metered and compiled, ready to be run any number of times. */
record Program(WasmModule module, Function<Instance, Machine> machines, long initialMemoryBytes) {

    /** Prepares a module, which takes from milliseconds to seconds. */
    static Program compiled(byte[] bytes) throws Refused {
        return prepare(bytes, Program::compile);
    }

    private static Function<Instance, Machine> compile(WasmModule module) {
        ClassCollector code = Compiler.builder(module)
                // A function too large for a Java method is interpreted: slow, with the same result and fuel.
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .withClassCollectorFactory(MeteredCode::new)
                .build()
                .compile()
                .collector();
        return ((MeteredCode) code).machineFactory();
    }

    /** As {@link #compiled}, but nothing is compiled. */
    static Program interpreted(byte[] bytes) throws Refused {
        return prepare(bytes, module -> InterpreterMachine::new);
    }

    private static Program prepare(byte[] bytes, Function<WasmModule, Function<Instance, Machine>> engine)
            throws Refused {
        ModuleInspector.Inspected inspected = ModuleInspector.inspect(bytes);
        byte[] metered = Metering.rewrite(bytes);
        try {
            WasmModule module = Parser.parse(metered);
            return new Program(module, engine.apply(module), inspected.initialMemoryBytes());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // The module is valid, so this is a limit of the engine, such as that of a Java class's size.
            throw new Refused("cannot be compiled: " + e, e);
        }
    }
}
