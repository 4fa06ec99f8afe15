package org.souk.lab.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.cli.local.Teardown;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Output;
import org.souk.lab.Range;
import org.souk.lab.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code souk lab runtime}: what the sandbox, counting and being movable cost. */
@Command(
        name = "runtime",
        sortOptions = false,
        description = {
            "Run six small C programs natively, on Endive as it is, metered, and metered and migratable.",
            "",
            "Each run is a process of its own, in the sandbox with the Java options of a worker. The time is the CPU"
                    + " time of the fastest round, so that neither other work on the machine nor the warming up of Java"
                    + " counts. Without clang there is no native time.",
            ""
        })
public final class RuntimeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of work in each run (default: ${DEFAULT-VALUE}).")
    private int rounds = 20;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "Runs of each kernel in each way, of which the fastest counts (default: ${DEFAULT-VALUE}).")
    private int passes = 2;

    @Option(
            names = "--java",
            paramLabel = "HOME",
            description = "The Java of the sandbox (default: the one this runs on).")
    private Path javaHome = Path.of(System.getProperty("java.home"));

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        boolean natively = Kernels.canCompile();
        if (!natively) {
            System.err.println("souk lab: there is no clang (Debian package clang), so nothing is run natively");
        }
        Map<String, RuntimeReport.Kernel> measured = new LinkedHashMap<>();
        try (Teardown teardown = new Teardown()) {
            TemporaryFolder folder = teardown.add(TemporaryFolder.create("souk-runtime-"));
            Kernels kernels = Kernels.unpackTo(folder.path(), javaHome.toAbsolutePath(), rounds);
            for (String kernel : Kernels.NAMES) {
                measured.put(kernel, measure(kernels, kernel, natively));
            }
        }
        RuntimeReport report = RuntimeReport.of(measured);
        output.report(report, RuntimeCommand::print);
        return 0;
    }

    private void check() {
        Range.check(spec, "--rounds", rounds, 1, 10_000);
        Range.check(spec, "--passes", passes, 1, 100);
        if (!Files.isExecutable(javaHome.resolve("bin/java"))) {
            throw new ExperimentFailed("--java: " + javaHome + " has no bin/java");
        }
    }

    /** The ways take turns, so that a slow minute of the machine does not hit one of them alone. */
    private RuntimeReport.Kernel measure(Kernels kernels, String kernel, boolean natively)
            throws IOException, InterruptedException {
        KernelTime own = null;
        Map<Variant, KernelTime> times = new EnumMap<>(Variant.class);
        for (int pass = 0; pass < passes; pass++) {
            if (natively) {
                KernelTime time = kernels.natively(kernel);
                own = own == null ? time : own.orFaster(time);
            }
            for (Variant variant : Variant.values()) {
                times.merge(variant, kernels.sandboxed(kernel, variant), KernelTime::orFaster);
            }
        }
        checkSame(kernel, own, times);
        RuntimeReport.Kernel measured = new RuntimeReport.Kernel(
                own == null ? null : own.seconds(),
                times.get(Variant.PLAIN).seconds(),
                times.get(Variant.METERED).seconds(),
                times.get(Variant.MIGRATABLE).seconds());
        System.err.printf("souk lab: %s: %s%n", kernel, measured);
        return measured;
    }

    private static void checkSame(String kernel, KernelTime own, Map<Variant, KernelTime> times) {
        KernelTime plain = times.get(Variant.PLAIN);
        KernelTime metered = times.get(Variant.METERED);
        KernelTime migratable = times.get(Variant.MIGRATABLE);
        boolean same = plain.checksum().equals(metered.checksum())
                && plain.checksum().equals(migratable.checksum())
                && (own == null || own.checksum().equals(plain.checksum()));
        if (!same) {
            throw new ExperimentFailed(kernel + " did not compute the same in all ways: " + own + ", " + times);
        }
        if (metered.slices() != migratable.slices()) {
            throw new ExperimentFailed(kernel + " did not use the same fuel in both ways: " + times);
        }
    }

    private static void print(RuntimeReport report) {
        System.out.printf(
                "%-12s %10s %10s %10s %10s   seconds a round%n", "", "native", "plain", "metered", "migratable");
        report.kernels()
                .forEach((name, kernel) -> System.out.printf(
                        "%-12s %10s %10.4f %10.4f %10.4f%n",
                        name,
                        kernel.nativeSeconds() == null ? "-" : String.format("%.4f", kernel.nativeSeconds()),
                        kernel.plainSeconds(),
                        kernel.meteredSeconds(),
                        kernel.migratableSeconds()));
        RuntimeReport.Overhead overhead = report.geomeanOverhead();
        if (overhead.plain() != null) {
            System.out.printf("%nplain is %.2f times native%n", overhead.plain());
        }
        System.out.printf(
                "metered is %.2f times plain, migratable %.2f times (geometric means)%n",
                overhead.metered(), overhead.migratable());
    }
}
