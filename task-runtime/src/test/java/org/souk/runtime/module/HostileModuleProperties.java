package org.souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.souk.runtime.TestPrograms;
import run.endive.wasm.Parser;

/** Whatever bytes come: they are refused, or they are metered and still valid. Nothing else is thrown. */
class HostileModuleProperties {

    private static final byte[][] SEEDS = {
        TestPrograms.bytes("features"), TestPrograms.bytes("escape"), TestPrograms.bytes("chatty")
    };

    @Property(tries = 3000)
    void changedBytesAreRefusedOrMetered(
            @ForAll @IntRange(max = 2) int seed, @ForAll @IntRange(min = 1, max = 6) int changes, @ForAll long random) {
        byte[] module = SEEDS[seed].clone();
        Random choice = new Random(random);
        for (int i = 0; i < changes; i++) {
            module[choice.nextInt(module.length)] = (byte) choice.nextInt(256);
        }
        inspectAndMeter(module);
    }

    @Property(tries = 500)
    void cutModulesAreRefusedOrMetered(
            @ForAll @IntRange(max = 2) int seed, @ForAll @IntRange(max = 40_000) int length) {
        inspectAndMeter(Arrays.copyOf(SEEDS[seed], Math.min(length, SEEDS[seed].length - 1)));
    }

    @Property(tries = 1000)
    void noiseBehindTheHeaderIsRefused(@ForAll @Size(max = 200) byte[] noise) {
        byte[] module = Arrays.copyOf(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 8 + noise.length);
        System.arraycopy(noise, 0, module, 8, noise.length);
        inspectAndMeter(module);
    }

    @Example
    void hugeCountsTakeNoMemory() {
        // A type section that announces 2^32 − 1 types, functions that announce as many locals, and so on.
        for (int section = 1; section <= 12; section++) {
            inspectAndMeter(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, (byte) section, 5, -1, -1, -1, -1, 15});
        }
    }

    private static void inspectAndMeter(byte[] module) {
        assertThatCode(() -> {
                    try {
                        ModuleInspector.inspect(module);
                    } catch (Refused e) {
                        return;
                    }
                    Parser.parse(Metering.rewrite(module));
                })
                .doesNotThrowAnyException();
    }
}
