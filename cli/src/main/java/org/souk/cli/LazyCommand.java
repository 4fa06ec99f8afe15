package org.souk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command whose class is loaded when it is called, and not for any other command: the agent and the WebAssembly engine
 * would cost each of them time and memory. Until then its name and summary stand for it.
 *
 * @param summary as lists of commands show it
 * @param loader must be a lambda: a reference to the constructor would load the class at once
 * @param parts its subcommands that are classes, before those that are methods of its own
 */
record LazyCommand(String name, String summary, Supplier<Object> loader, List<LazyCommand> parts) {
    LazyCommand(String name, String summary, Supplier<Object> loader, LazyCommand... parts) {
        this(name, summary, loader, List.of(parts));
    }

    /** Puts the commands below their parent, in their order and before what is there; loaded is the one that is called. */
    static void register(List<LazyCommand> commands, CommandLine parent, List<String> arguments) {
        CommandSpec spec = parent.getCommandSpec();
        Map<String, CommandLine> others = Map.copyOf(spec.subcommands());
        List<String> order = new ArrayList<>(spec.subcommands().keySet());
        order.forEach(spec::removeSubcommand);
        commands.forEach(command -> spec.addSubcommand(command.name, command.line(arguments)));
        order.forEach(name -> spec.addSubcommand(name, others.get(name)));
    }

    private CommandLine line(List<String> arguments) {
        if (!isCalled(arguments)) {
            CommandSpec placeholder = CommandSpec.create().name(name);
            placeholder.usageMessage().description(summary);
            return new CommandLine(placeholder);
        }
        CommandLine loaded = new CommandLine(loader.get());
        register(parts, loaded, isFile(arguments) ? arguments : arguments.subList(1, arguments.size()));
        return loaded;
    }

    private boolean isCalled(List<String> arguments) {
        return isFile(arguments) || (!arguments.isEmpty() && arguments.get(0).equals(name));
    }

    /** What a file of arguments names is not known here: then all are loaded. */
    private static boolean isFile(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).startsWith("@");
    }
}
