package org.souk.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** The agent's log: one line an event, with its time in UTC, on standard output and in a file that does not grow. */
public final class AgentLog {
    private static final int MAX_BYTES = 10 << 20;

    private AgentLog() {}

    /** Logs of this process go to standard output and to the file. */
    public static void to(Path file) throws IOException {
        // Percent signs have a meaning in the handler's pattern.
        FileHandler inFile = new FileHandler(file.toString().replace("%", "%%"), MAX_BYTES, 1, true);
        inFile.setEncoding("UTF-8");
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        for (Handler handler : new Handler[] {inFile, new Console()}) {
            handler.setFormatter(new OneLine());
            root.addHandler(handler);
        }
        root.setLevel(Level.INFO);
    }

    private static final class Console extends StreamHandler {
        private Console() {
            super(System.out, new OneLine());
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            StringBuilder line = new StringBuilder(120)
                    .append(Instant.ofEpochMilli(entry.getMillis()).truncatedTo(ChronoUnit.MILLIS))
                    .append(' ')
                    .append(String.format("%-7s", entry.getLevel().getName()))
                    .append(' ')
                    .append(formatMessage(entry).replace('\n', ' '))
                    .append(System.lineSeparator());
            if (entry.getThrown() != null) {
                StringWriter trace = new StringWriter();
                entry.getThrown().printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }
    }
}
