package org.souk.lab.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.souk.cli.local.SoukScript;
import org.souk.cli.local.Teardown;
import org.souk.lab.Output;
import org.souk.lab.PrivateMarket;
import org.souk.lab.Range;
import org.souk.lab.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code souk lab faults}: does harm in the middle of moves and looks at whether anybody was harmed. */
@Command(
        name = "faults",
        sortOptions = false,
        description = {
            "Whether a task that moves has exactly one living copy, the right result and one bill, whatever dies meanwhile.",
            "",
            "It starts a control plane on a PostgreSQL and three agents, each a process of its own, in a temporary folder"
                    + " and on free ports, with proxies between the agents and the market. Tasks run and are told to"
                    + " move; at a drawn moment of the move one fault happens. Only runs count in which it hit the move:",
            "  sourceKilled, targetKilled  kill -9 of the agent, which is started again some seconds later",
            "  bridgeKilled                the relay is gone for some seconds",
            "  connectionCut               connections to the relay are reset after some bytes, up to three times",
            "  snapshotCorrupted           up to three bits on the way to or from the relay are turned over",
            "  messageDuplicated           orders and reports are delivered twice, at once or up to six seconds late",
            "  controlPlaneRestarted       kill -9 of the server, and its start; up to five tasks move meanwhile",
            "",
            "The program writes into a file of its own while it runs, so that each copy shows that it lives; copies are"
                    + " looked for every 10 ms on all nodes, and two that live together for a tenth of a second are"
                    + " found. Output, file and fuel must be those of an undisturbed run, the ledger's settlement that"
                    + " which is computed anew from what each node did at its own prices, and no file of the task and"
                    + " no worker of a dead agent may be left. A run that shows a flaw counts in any case.",
            ""
        })
public final class FaultsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--migration", required = true, description = "Faults while tasks move: the only kind so far.")
    private boolean migration;

    @Option(names = "--runs", paramLabel = "N", description = "Of each fault (default: ${DEFAULT-VALUE}).")
    private int runs = 20;

    @Option(names = "--only", paramLabel = "FAULT", split = ",", description = "These faults (default: all).")
    private List<String> only = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Of what is drawn (default: another one each time).")
    private long seed = new Random().nextInt(1_000_000);

    @Option(
            names = "--keep",
            description = "Leave the temporary folder with all logs and data; it also stays after a failure.")
    private boolean keep;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Range.check(spec, "--runs", runs, 1, 10_000);
        List<Fault> faults = faults();
        SoukScript souk = SoukScript.ofThisProgram();
        try (Teardown teardown = new Teardown()) {
            TemporaryFolder folder = PrivateMarket.folder("souk-faults-", teardown);
            folder.keep(true);
            PrivateMarket.say("the seed is " + seed);
            FaultsReport report = experiment(souk, folder.path(), faults, teardown);
            output.report(report, FaultsTable::print);
            folder.keep(keep || report.failures() > 0);
            return report.failures() > 0 ? 1 : 0;
        }
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        try {
            only.forEach(word -> faults.add(Fault.of(word)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--only: " + e.getMessage(), e);
        }
        return faults.isEmpty() ? List.of(Fault.values()) : faults;
    }

    private FaultsReport experiment(SoukScript souk, Path folder, List<Fault> faults, Teardown teardown)
            throws IOException, InterruptedException {
        Scene scene = Scene.set(souk, folder, teardown);
        Program program = Program.prepare(scene.buyer().client(), folder, souk.file("lab/programs/witness.wasm"));
        try (CopyWatch watch = new CopyWatch(scene.seats())) {
            watch.start();
            Trials trials = new Trials(scene, program, watch, Files.createDirectories(folder.resolve("outputs")), seed);
            for (Fault fault : faults) {
                PrivateMarket.say(fault + ", " + runs + " times");
                trials.run(fault, runs);
            }
            return trials.tally().report();
        }
    }
}
