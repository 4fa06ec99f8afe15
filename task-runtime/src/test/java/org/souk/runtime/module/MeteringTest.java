package org.souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.runtime.TestPrograms;
import org.souk.runtime.wasi.Preview1;
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
import run.endive.wasm.types.ValType;

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

    /** What goes on for long without a loop. */
    @ParameterizedTest
    @ValueSource(strings = {"fib", "mutual", "throughTable", "doubling", "yielding"})
    void whateverGoesOnForLongStopsSoonAfterItsFuel(String function) {
        for (boolean compiled : new boolean[] {true, false}) {
            Meter meter = new Meter(TestPrograms.bytes("recursion"), compiled, 300_000).calling(function);
            meter.refills = 1;

            assertThatThrownBy(meter::run).isInstanceOf(Stopped.class);
            assertThat(-meter.left()).isBetween(1L, 100_000L);
        }
    }

    @Test
    void recursionIsChargedLikeAnythingElse() throws Refused {
        // A call with n < 2: get, const, lt, if, get. Another one has 4 for the condition and get, const, sub, call
        // twice
        // and add. fib(20) takes 10946 calls of the first and 10945 of the second kind; then const, call, drop.
        assertThat(fuelOf(TestPrograms.bytes("recursion"))).isEqualTo(10_946 * 5 + 10_945 * (4 + 9) + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"endless", "endlessThroughTable"})
    void endlessRecursionIsStoppedAtTheSameDepthOnEveryEngine(String function) {
        long[] used = new long[2];
        for (int engine = 0; engine < 2; engine++) {
            Meter meter = new Meter(TestPrograms.bytes("recursion"), engine == 0, 1_000_000).calling(function);

            assertThatThrownBy(meter::run).isInstanceOf(TooDeep.class);
            used[engine] = meter.granted - meter.left();
        }

        assertThat(used[0]).isEqualTo(used[1]).isGreaterThan(50_000);
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

    private static final class TooDeep extends RuntimeException {
        TooDeep() {
            super("too deep");
        }
    }

    /** Runs a metered module without any host. */
    private static final class Meter {
        private final byte[] module;
        private final boolean compiled;
        private final long slice;
        private long granted;
        private int refills = Integer.MAX_VALUE;
        private String function = "_start";
        private Instance instance;

        Meter(byte[] module, boolean compiled, long slice) {
            this.module = module;
            this.compiled = compiled;
            this.slice = slice;
        }

        Meter calling(String exported) {
            function = exported;
            return this;
        }

        /** On a thread with the stack that metering asks for. */
        long run() throws Refused {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            runHere();
                        } catch (Refused | RuntimeException | StackOverflowError e) {
                            thrown.set(e);
                        }
                    },
                    "metered",
                    Metering.STACK_BYTES);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (thrown.get() instanceof Refused refused) {
                throw refused;
            }
            if (thrown.get() instanceof RuntimeException exception) {
                throw exception;
            }
            assertThat(thrown.get()).isNull();
            return granted - left();
        }

        private void runHere() throws Refused {
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
                            .addFunction(new HostFunction(
                                    Metering.HOOK_MODULE,
                                    Metering.DEEP_HOOK,
                                    FunctionType.of(List.of(), List.of()),
                                    (caller, arguments) -> {
                                        throw new TooDeep();
                                    }))
                            .addFunction(new HostFunction(
                                    Preview1.MODULE,
                                    "sched_yield",
                                    FunctionType.of(List.of(), List.of(ValType.I32)),
                                    (caller, arguments) -> new long[1]))
                            .build())
                    .build();
            instance.export(function).apply();
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
