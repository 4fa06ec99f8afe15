package org.souk.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** The person at the terminal, if there is one. */
public final class Terminal {
    private Terminal() {}

    /** Before Java 22 a console is a terminal; from then on there is always one and it has to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    public static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
    }

    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
