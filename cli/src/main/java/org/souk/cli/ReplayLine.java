package org.souk.cli;

import java.io.PrintStream;
import org.souk.cli.terminal.Amounts;
import org.souk.runtime.RunProgress;

/** Shows on a terminal how far a replay is; elsewhere nothing. */
final class ReplayLine {
    private final PrintStream out;
    private final boolean terminal;
    private final long expectedFuel;
    private boolean shown;

    ReplayLine(PrintStream out, boolean terminal, long expectedFuel) {
        this.out = out;
        this.terminal = terminal;
        this.expectedFuel = expectedFuel;
    }

    void show(RunProgress progress) {
        if (terminal) {
            shown = true;
            out.print("\r\033[Kreplaying: " + Amounts.ofFuel(progress.fuel()) + " of " + Amounts.ofFuel(expectedFuel)
                    + " fuel");
            out.flush();
        }
    }

    void end() {
        if (shown) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
