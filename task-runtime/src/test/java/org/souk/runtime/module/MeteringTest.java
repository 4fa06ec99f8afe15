package org.souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.runtime.TestPrograms;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;

class MeteringTest {

    private static final int DROP = 0x1A;

    @Test
    void everyInstructionCostsOne() throws Refused {
        // const, drop, const, const, add, drop
        byte[] module = HandMade.command()
                .doing(Op.I32_CONST, 5, DROP, Op.I32_CONST, 5, Op.I32_CONST, 5, Op.I32_ADD, DROP)
                .bytes();

        assertThat(fuelOf(module)).isEqualTo(6);
    }

    @Test
    void structureIsFree() throws Refused {
        byte[] module = HandMade.command()
                .doing(Op.NOP, Op.BLOCK, Op.VOID, Op.LOOP, Op.VOID, Op.END, Op.END)
                .bytes();

        assertThat(fuelOf(module)).isZero();
    }

    @Test
    void branchesThatAreNotTakenAreNotCharged() throws Refused {
        // const, if, then only one of: (const drop const drop) or (const drop)
        byte[] module = HandMade.command()
                .doing(Op.I32_CONST, 0, Op.IF, Op.VOID)
                .doing(Op.I32_CONST, 1, DROP, Op.I32_CONST, 1, DROP)
                .doing(Op.ELSE, Op.I32_CONST, 1, DROP, Op.END)
                .bytes();

        assertThat(fuelOf(module)).isEqualTo(2 + 2);
    }

    @Test
    void returnInTheMiddleIsChargedUpToThere() throws Refused {
        // const, if, return; what follows is not executed
        byte[] module = HandMade.command()
                .doing(Op.I32_CONST, 1, Op.IF, Op.VOID, Op.RETURN, Op.END, Op.I32_CONST, 1, DROP)
                .bytes();

        assertThat(fuelOf(module)).isEqualTo(3);
    }

    @Test
    void loopsAreChargedByIteration() throws Refused {
        assertThat(fuelOf(countdown(1))).isEqualTo(2 + 5);
        // const, local.set, then 5 in each iteration: local.get, const, sub, local.tee, br_if
        assertThat(fuelOf(countdown(1_000_000))).isEqualTo(2 + 5L * 1_000_000);
    }

    private static byte[] countdown(int iterations) {
        BinaryWriter number = new BinaryWriter().signed(iterations);
        int[] octets = new int[number.size()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = number.toByteArray()[i] & 0xFF;
        }
        return HandMade.command()
                .locals(1)
                .doing(Op.I32_CONST)
                .doing(octets)
                .doing(Op.LOCAL_SET, 0, Op.LOOP, Op.VOID)
                .doing(Op.LOCAL_GET, 0, Op.I32_CONST, 1, 0x6B, Op.LOCAL_TEE, 0, Op.BR_IF, 0, Op.END)
                .bytes();
    }

    @Test
    void bulkMemoryIsChargedByLength() throws Refused {
        // const, const, const 1000 (two bytes), fill, and 1000 / 8
        byte[] module = HandMade.command()
                .doing(Op.I32_CONST, 0, Op.I32_CONST, 1, Op.I32_CONST, 0xE8, 0x07, 0xFC, 0x0B, 0)
                .bytes();

        assertThat(fuelOf(module)).isEqualTo(4 + 125);
    }

    @Test
    void growingIsChargedByPageIfItSucceeds() throws Refused {
        byte[] one = HandMade.command()
                .doing(Op.I32_CONST, 3, Op.MEMORY_GROW, 0, DROP)
                .bytes();
        // −1 as a number of pages can never be had
        byte[] none = HandMade.command()
                .doing(Op.I32_CONST, 0x7F, Op.MEMORY_GROW, 0, DROP)
                .bytes();

        assertThat(fuelOf(one)).isEqualTo(3 + 3 * 8192);
        assertThat(fuelOf(none)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 10_007, 1L << 40})
    void totalDoesNotDependOnTheSlice(long slice) throws Refused {
        assertThat(new Meter(TestPrograms.bytes("features"), false, slice).run())
                .isEqualTo(fuelOf(TestPrograms.bytes("features")));
    }

    @Test
    void spinningLoopStopsSoonAfterItsFuel() {
        Meter meter = new Meter(TestPrograms.bytes("endless"), true, 10_000_000);
        meter.refills = 1;

        assertThatThrownBy(meter::run).isInstanceOf(Stopped.class);
        assertThat(-meter.left()).isBetween(1L, 5_000L);
    }

    @Test
    void longStraightCodeIsCheckedOnTheWay() {
        byte[] module = HandMade.command().times(20_000, Op.I32_CONST, 1, DROP).bytes();
        Meter meter = new Meter(module, false, 1);
        meter.refills = 1;

        assertThatThrownBy(meter::run).isInstanceOf(Stopped.class);
        // The hook is called twice, and each time at most two batches have gathered.
        assertThat(-meter.left()).isBetween(1L, 4L * FunctionMeter.STRAIGHT);
    }

    /** The fuel that a module uses, which must be the same compiled and interpreted. */
    private static long fuelOf(byte[] module) throws Refused {
        long compiled = new Meter(module, true, 1000).run();
        assertThat(new Meter(module, false, 1000).run()).isEqualTo(compiled);
        return compiled;
    }

    private static final class Stopped extends RuntimeException {
        Stopped() {
            super("stopped");
        }
    }

    /** Runs a metered module without any host. */
    private static final class Meter {
        private final byte[] module;
        private final boolean compiled;
        private final long slice;
        private long granted;
        private int refills = Integer.MAX_VALUE;
        private Instance instance;

        Meter(byte[] module, boolean compiled, long slice) {
            this.module = module;
            this.compiled = compiled;
            this.slice = slice;
        }

        long run() throws Refused {
            ModuleInspector.inspect(module);
            WasmModule metered = Parser.parse(Metering.rewrite(module));
            Function<Instance, Machine> machines =
                    compiled ? MachineFactoryCompiler.compile(metered) : InterpreterMachine::new;
            instance = Instance.builder(metered)
                    .withStart(false)
                    .withMachineFactory(machines)
                    .withImportValues(ImportValues.builder()
                            .addFunction(new HostFunction(
                                    Metering.HOOK_MODULE,
                                    Metering.HOOK,
                                    FunctionType.of(List.of(), List.of()),
                                    (caller, arguments) -> refill(caller)))
                            .build())
                    .build();
            instance.export("_start").apply();
            return granted - left();
        }

        long left() {
            return fuel(instance).getValue();
        }

        private long[] refill(Instance caller) {
            instance = caller;
            if (refills-- == 0) {
                throw new Stopped();
            }
            fuel(caller).setValue(fuel(caller).getValue() + slice);
            granted += slice;
            return new long[0];
        }

        private static GlobalInstance fuel(Instance instance) {
            return instance.exports().global(Metering.FUEL);
        }
    }
}
