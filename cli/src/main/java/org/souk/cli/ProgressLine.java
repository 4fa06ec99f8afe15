package org.souk.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.souk.cli.terminal.Amounts;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;

/** Shows how a task goes: a moving bar on a terminal, elsewhere a line for each change of its state. */
final class ProgressLine {
    private static final int WIDTH = 20;
    private static final int BLOCK = 5;

    private final PrintStream out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private StateName shown;
    private int attempts;
    private int step;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(TaskBody task) {
        if (shown != null && order(task.state()) < order(shown) && task.attempts() == attempts) {
            // An answer that overtook a newer one.
            return;
        }
        attempts = task.attempts();
        if (terminal) {
            out.print("\r\033[K" + bar(task.state()) + " " + text(task));
            out.flush();
            if (task.state().isFinal()) {
                out.println();
            }
        } else if (task.state() != shown) {
            out.println("souk: " + text(task));
        }
        shown = task.state();
    }

    /** Whoever was suspended may run again. */
    private static int order(StateName state) {
        return state == StateName.SUSPENDED ? order(StateName.RUNNING) : state.ordinal();
    }

    private String bar(StateName state) {
        if (state.isFinal()) {
            return "[" + "#".repeat(WIDTH) + "]";
        }
        int room = WIDTH - BLOCK;
        int at = room - Math.abs(step++ % (2 * room) - room);
        return "[" + " ".repeat(at) + "#".repeat(BLOCK) + " ".repeat(room - at) + "]";
    }

    private String text(TaskBody task) {
        StringBuilder text = new StringBuilder()
                .append(task.id())
                .append(' ')
                .append(task.state().name().toLowerCase(Locale.ROOT));
        if (task.state().isFinal() && task.ending() != null) {
            text.append(", ").append(task.ending().reason());
            if (!task.ending().detail().isEmpty()) {
                text.append(": ").append(task.ending().detail());
            }
        } else if (task.node() != null) {
            text.append(" on ").append(task.node());
        }
        if (task.fuel() > 0) {
            text.append(", ").append(Amounts.ofFuel(task.fuel())).append(" fuel");
        }
        return text.append(", ")
                .append(Amounts.ofMillis((System.nanoTime() - began) / 1_000_000))
                .toString();
    }
}
