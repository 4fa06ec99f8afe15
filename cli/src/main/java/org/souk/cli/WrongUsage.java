package org.souk.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line and where to read on, instead of the whole help. */
final class WrongUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("souk: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("souk: see '" + command.getCommandSpec().qualifiedName() + " --help'");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
