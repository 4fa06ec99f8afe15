package org.souk.cli;

import java.util.List;
import org.souk.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The {@code souk} command. Exit codes: 0 it worked, 1 it did not, 2 it was called in a wrong way; {@code task run}
 * adds the task's own.
 */
@Command(
        name = "souk",
        description = "Souk, a marketplace for compute.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class Souk {
    static final int OK = 0;
    static final int ERROR = 1;

    /** New commands are registered here and nowhere else, unless they are a method of their group. */
    private static final List<LazyCommand> COMMANDS = List.of(
            new LazyCommand("login", LoginCommand.SUMMARY, () -> new LoginCommand()),
            new LazyCommand(
                    "node",
                    NodeCommand.SUMMARY,
                    () -> new NodeCommand(),
                    new LazyCommand("start", NodeStartCommand.SUMMARY, () -> new NodeStartCommand()),
                    new LazyCommand("forecast", NodeForecastCommand.SUMMARY, () -> new NodeForecastCommand())),
            new LazyCommand(
                    "task",
                    TaskCommand.SUMMARY,
                    () -> new TaskCommand(),
                    new LazyCommand("run", TaskRunCommand.SUMMARY, () -> new TaskRunCommand()),
                    new LazyCommand("verify", TaskVerifyCommand.SUMMARY, () -> new TaskVerifyCommand())),
            new LazyCommand("account", AccountCommand.SUMMARY, () -> new AccountCommand()),
            new LazyCommand("ledger", LedgerCommand.SUMMARY, () -> new LedgerCommand()),
            new LazyCommand("demo", DemoCommand.SUMMARY, () -> new DemoCommand()));

    /** The command line for these arguments, with all that belongs to it. */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Souk());
        LazyCommand.register(COMMANDS, line, List.of(arguments));
        line.setExecutionExceptionHandler(new Complaint());
        line.setParameterExceptionHandler(new WrongUsage());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        tellVersion(line);
        return line;
    }

    private static void tellVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(Souk::tellVersion);
    }

    /** What {@code souk --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Souk.class.getPackage().getImplementationVersion();
            return new String[] {"souk " + (version == null ? "(not packaged)" : version)};
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }
}
