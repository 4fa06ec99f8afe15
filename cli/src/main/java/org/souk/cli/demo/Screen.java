package org.souk.cli.demo;

import java.io.PrintStream;

/** Lines that stay and, on a terminal, one below them that changes. */
final class Screen {
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void line(String text) {
        out.println((terminal ? ERASE_LINE : "") + "souk: " + text);
        out.flush();
    }

    /** Shown until the next line or status; nowhere but on a terminal. */
    void status(String text) {
        if (terminal) {
            out.print(ERASE_LINE + text);
            out.flush();
        }
    }

    void clearStatus() {
        if (terminal) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }
}
