package org.souk.lab.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.souk.lab.PrivateMarket;

/** Looks all the time at the files into which the copies of the programs write on all nodes. */
final class CopyWatch implements AutoCloseable {
    /** Far less than a hand-over takes, and about what a step of the program does. */
    private static final long LOOK_MILLIS = 10;

    private final List<Seat> seats;
    private final Lives lives = new Lives();
    private final Map<String, String> labels = new HashMap<>();
    private final Thread thread = new Thread(this::look, "copy-watch");
    private volatile boolean over;

    CopyWatch(List<Seat> seats) {
        this.seats = seats;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Lives lives() {
        return lives;
    }

    private void look() {
        while (!over) {
            seats.forEach(this::look);
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Seat seat) {
        int life = seat.lives();
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(seat.home().runs())) {
            for (Path run : runs) {
                look(life, run.resolve("root").resolve(Errand.FILE));
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            // The agent clears it just now, or was never started.
            return;
        }
    }

    private void look(int life, Path file) {
        try {
            BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
            // An agent numbers its folders anew in each of its lives.
            String place = life + " " + file + " " + there.fileKey();
            String label = labels.get(place);
            if (label == null && there.size() >= Errand.LABEL) {
                label = label(file);
                labels.put(place, label);
            }
            if (label != null) {
                lives.seen(label, place, there.size(), System.nanoTime());
            }
        } catch (IOException e) {
            // It is not there yet, or no more.
            return;
        }
    }

    /** Of the program that writes a file. */
    static String label(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(Errand.LABEL), StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join(LOOK_MILLIS * 100);
        if (thread.isAlive()) {
            PrivateMarket.say("the watch of the copies does not end");
        }
    }
}
