package org.souk.lab.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** Runs one kernel in one way in a process of its own: the arguments are the module's file, the variant and the rounds. */
final class KernelMain {

    private KernelMain() {}

    public static void main(String[] arguments) throws Exception {
        Variant variant = Variant.valueOf(arguments[1]);
        WasmModule module = Parser.parse(variant.prepare(Files.readAllBytes(Path.of(arguments[0]))));
        KernelHost host = new KernelHost(Integer.parseInt(arguments[2]));
        System.out.println(host.run(module, variant.compile(module)).line());
    }
}
