package org.souk.cli;

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
        mixinStandardHelpOptions = true,
        // New commands are registered here and nowhere else.
        subcommands = {
            LoginCommand.class,
            NodeCommand.class,
            TaskCommand.class,
            AccountCommand.class,
            LedgerCommand.class,
            DemoCommand.class,
        })
public final class Souk {
    static final int OK = 0;
    static final int ERROR = 1;

    /** The command line with all that belongs to it. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Souk());
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
        System.exit(commandLine().execute(arguments));
    }
}
