package org.souk.runtime.worker;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.souk.runtime.module.Metering;
import org.souk.runtime.module.ModuleInspector;
import org.souk.runtime.module.Refused;
import org.souk.runtime.moving.Migratable;
import org.souk.runtime.moving.NotMigratable;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/**
 * A module that was inspected, rewritten and compiled, ready to be run any number of times.
 *
 * @param hash SHA-256 of the rewritten module
 * @param notMigratable why its runs cannot be saved, in words that follow "the module"; empty if they can
 */
record Program(
        WasmModule module,
        Function<Instance, Machine> machines,
        long initialMemoryBytes,
        byte[] hash,
        String notMigratable) {

    /** Whether its runs can be saved and go on elsewhere. */
    boolean isMigratable() {
        return notMigratable.isEmpty();
    }

    /** Prepares a module, which takes from milliseconds to seconds. */
    static Program compiled(byte[] bytes) throws Refused {
        return compiled(bytes, code -> {});
    }

    /** @param keeper gets what can be used again */
    static Program compiled(byte[] bytes, Consumer<CachedCompilation> keeper) throws Refused {
        return prepare(bytes, (rewritten, initialMemoryBytes, notMigratable) -> {
            WasmModule module = Parser.parse(rewritten);
            MeteredCode code = MeteredCode.classes(module);
            keeper.accept(CachedCompilation.of(rewritten, initialMemoryBytes, notMigratable, code));
            return new Program(module, code.machineFactory(), initialMemoryBytes, sha256(rewritten), notMigratable);
        });
    }

    /** As {@link #compiled}, but nothing is compiled. */
    static Program interpreted(byte[] bytes) throws Refused {
        return prepare(
                bytes,
                (rewritten, initialMemoryBytes, notMigratable) ->
                        prepared(rewritten, module -> InterpreterMachine::new, initialMemoryBytes, notMigratable));
    }

    private interface Engine {
        Program load(byte[] rewritten, long initialMemoryBytes, String notMigratable);
    }

    private static Program prepare(byte[] bytes, Engine engine) throws Refused {
        ModuleInspector.Inspected inspected = ModuleInspector.inspect(bytes);
        byte[] rewritten = Metering.rewrite(bytes);
        String notMigratable = "";
        try {
            rewritten = Migratable.rewrite(rewritten);
        } catch (NotMigratable e) {
            // It runs all the same; it is begun anew where another one would go on.
            notMigratable = e.getMessage();
        }
        try {
            return engine.load(rewritten, inspected.initialMemoryBytes(), notMigratable);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // The module is valid, so this is a limit of the engine, such as that of a Java class's size.
            throw new Refused("cannot be compiled: " + e, e);
        }
    }

    /** A module that was rewritten already. */
    static Program prepared(
            byte[] rewritten,
            Function<WasmModule, Function<Instance, Machine>> engine,
            long initialMemoryBytes,
            String notMigratable) {
        WasmModule module = Parser.parse(rewritten);
        return new Program(module, engine.apply(module), initialMemoryBytes, sha256(rewritten), notMigratable);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
