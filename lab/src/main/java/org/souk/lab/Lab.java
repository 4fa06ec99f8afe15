package org.souk.lab;

import java.io.IOException;
import org.souk.lab.escape.EscapeCommand;
import org.souk.lab.exec.ExecCommand;
import org.souk.lab.faults.FaultsCommand;
import org.souk.lab.forecast.ForecastCommand;
import org.souk.lab.heartbeats.HeartbeatsCommand;
import org.souk.lab.migrate.MigrateCommand;
import org.souk.lab.placement.PlacementCommand;
import org.souk.lab.runtime.RuntimeCommand;
import org.souk.lab.sell.SellCommand;
import org.souk.lab.simulate.SimulateCommand;
import org.souk.lab.throughput.ThroughputCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code souk lab}: experiments that anyone can repeat. */
@Command(
        name = "souk lab",
        description = "Experiments behind every published number.",
        subcommands = {
            EscapeCommand.class,
            ExecCommand.class,
            FaultsCommand.class,
            ForecastCommand.class,
            HeartbeatsCommand.class,
            MigrateCommand.class,
            PlacementCommand.class,
            RuntimeCommand.class,
            SellCommand.class,
            SimulateCommand.class,
            ThroughputCommand.class
        })
public final class Lab implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    /** Exit codes: 0 done, 1 the experiment failed, 2 it was asked wrongly. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for who runs it within a process. */
    public static CommandLine commandLine() {
        return new CommandLine(new Lab()).setExecutionExceptionHandler(Lab::tell);
    }

    private static int tell(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        commandLine
                .getErr()
                .println("souk lab: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
        if (!(failure instanceof ExperimentFailed || failure instanceof IOException)) {
            failure.printStackTrace(commandLine.getErr());
        }
        commandLine.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which experiment?");
    }
}
