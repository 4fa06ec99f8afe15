package org.souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.runtime.TestPrograms;

class ModuleInspectorTest {

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "escape", "endless", "chatty", "noop", "features"})
    void commandsAreAccepted(String program) throws Refused {
        assertThat(ModuleInspector.inspect(TestPrograms.bytes(program)).functions())
                .isPositive();
    }

    @Test
    void initialMemoryIsToldInBytes() throws Refused {
        assertThat(ModuleInspector.inspect(HandMade.command().bytes()).initialMemoryBytes())
                .isEqualTo(65_536);
    }

    @Test
    void otherFilesAreNoModules() {
        refused("#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8), "not a WebAssembly module");
        refused(new byte[0], "not a WebAssembly module");
        refused(new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0}, "another version");
        refused(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0}, "component");
    }

    @Test
    void emptyModulesAreNoCommands() {
        refused(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, "'_start'");
    }

    @Test
    void importsThatAreNotOfferedAreNamed() {
        refused(HandMade.command().importing("env", "system").bytes(), "'env.system'");
        refused(HandMade.command().importing("souk", "out_of_fuel").bytes(), "'souk.out_of_fuel'");
        refused(
                HandMade.command().importingFromWasi("fd_levitate").bytes(),
                "'wasi_snapshot_preview1.fd_levitate', which is not offered");
        refused(HandMade.command().importingFromWasi("fd_write").bytes(), "fd_write' with the wrong type");
        refused(HandMade.command().importing("env", "memory", 2, 0, 1).bytes(), "the memory 'env.memory'");
    }

    @Test
    void missingExportsAreNamed() {
        refused(HandMade.command().exportingStartAs("main").bytes(), "'_start'");
        refused(HandMade.command().exportingStartAs("_initialize").bytes(), "reactor");
        refused(HandMade.command().exportingMemoryAs("heap").bytes(), "'memory'");
        refused(HandMade.command().exportingMemoryAs("souk.fuel").bytes(), "reserved");
    }

    @Test
    void unsupportedFeaturesAreNamed() {
        refused(HandMade.command().doing(0xFD, 0x0C).bytes(), "SIMD");
        refused(HandMade.command().doing(0xFE, 0x03, 0).bytes(), "threads");
        refused(HandMade.command().doing(0x12, 0).bytes(), "tail calls");
        refused(HandMade.command().doing(0x06, 0x40).bytes(), "exception handling");
        refused(HandMade.command().doing(0xFB, 0x00).bytes(), "garbage collection");
        refused(HandMade.command().doing(0x27).bytes(), "unknown instruction 0x27");
    }

    @Test
    void codeThatDoesNotTypeCheckIsRefused() {
        refused(HandMade.command().doing(Op.I32_ADD).bytes(), "not valid WebAssembly");
        refused(HandMade.command().doing(Op.CALL, 9).bytes(), "not valid WebAssembly");
        refused(HandMade.command().doing(Op.BR, 9).bytes(), "not valid WebAssembly");
    }

    @Test
    void absurdNestingIsRefused() {
        int depth = ModuleLayout.MAX_NESTING + 1;
        refused(
                HandMade.command()
                        .times(depth, Op.BLOCK, Op.VOID)
                        .times(depth, Op.END)
                        .bytes(),
                "nested");
    }

    @Test
    void tooManyLocalsAreRefused() {
        refused(HandMade.command().locals(1_000_000).bytes(), "locals");
    }

    private static void refused(byte[] module, String reason) {
        assertThatThrownBy(() -> ModuleInspector.inspect(module))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(reason);
    }
}
