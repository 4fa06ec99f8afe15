package org.souk.runtime.module;

import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;

/**
 * Looks at a module that a stranger sent and says whether Souk runs it, and if not why, in words that the module's
 * author understands. It runs nothing of the module, takes time and memory in proportion to the module's size, and
 * takes any bytes whatever.
 *
 * <p>Souk runs WASI preview 1 commands: modules that export {@code _start} and {@code memory} and import functions of
 * {@code wasi_snapshot_preview1} only. WebAssembly 1.0 with sign extension, saturating conversions, bulk memory,
 * multiple values, mutable globals and reference types is supported; SIMD, threads, tail calls, exceptions, garbage
 * collection, several memories and 64-bit memories are refused.
 */
public final class ModuleInspector {

    /** The largest module in bytes. */
    public static final int MAX_BYTES = 64 << 20;

    private static final int PAGE = 65_536;

    private ModuleInspector() {}

    /**
     * What the inspection found.
     *
     * @param functions how many functions the module defines
     * @param initialMemoryBytes the linear memory with which it starts, in bytes
     */
    public record Inspected(int functions, long initialMemoryBytes) {}

    /**
     * Inspects a module.
     *
     * @throws Refused if Souk does not run it; the message says why
     */
    public static Inspected inspect(byte[] module) throws Refused {
        ModuleLayout layout = layoutOf(module);
        validateTypes(module);
        return new Inspected(layout.functions(), (long) layout.initialPages() * PAGE);
    }

    static ModuleLayout layoutOf(byte[] module) throws Refused {
        if (module.length > MAX_BYTES) {
            throw new Refused("is too large: " + module.length + " bytes; at most " + MAX_BYTES + " are allowed");
        }
        return ModuleLayout.read(module);
    }

    /** The engine's own validation; what it throws on bad input is wider than it documents. */
    private static void validateTypes(byte[] module) throws Refused {
        try {
            Parser.parse(module);
        } catch (WasmEngineException e) {
            throw new Refused("is not valid WebAssembly: " + e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new Refused("is not valid WebAssembly (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
