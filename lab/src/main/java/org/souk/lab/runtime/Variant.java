package org.souk.lab.runtime;

import java.util.function.Function;
import org.souk.runtime.module.Metering;
import org.souk.runtime.module.Refused;
import org.souk.runtime.moving.Migratable;
import org.souk.runtime.moving.NotMigratable;
import org.souk.runtime.worker.MeteredCode;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmModule;

/** How a kernel runs in the sandbox. */
enum Variant {
    /** As it is, on Endive as it is. */
    PLAIN {
        @Override
        byte[] prepare(byte[] module) {
            return module;
        }

        @Override
        Function<Instance, Machine> compile(WasmModule module) {
            return MachineFactoryCompiler.compile(module);
        }
    },

    /** With its instructions counted. */
    METERED {
        @Override
        byte[] prepare(byte[] module) throws Refused {
            return Metering.rewrite(module);
        }

        @Override
        Function<Instance, Machine> compile(WasmModule module) {
            return MeteredCode.compile(module);
        }
    },

    /** Counted, and ready to be suspended and moved: as a node runs it. */
    MIGRATABLE {
        @Override
        byte[] prepare(byte[] module) throws Refused, NotMigratable {
            return Migratable.rewrite(Metering.rewrite(module));
        }

        @Override
        Function<Instance, Machine> compile(WasmModule module) {
            return MeteredCode.compile(module);
        }
    };

    abstract byte[] prepare(byte[] module) throws Refused, NotMigratable;

    abstract Function<Instance, Machine> compile(WasmModule module);
}
