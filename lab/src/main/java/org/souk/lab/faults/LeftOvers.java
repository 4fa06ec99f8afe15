package org.souk.lab.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the agents have not cleared away when no task is left. */
record LeftOvers(List<Seat> seats) {
    /** Empty when nothing is there: the files of runs and reports, and workers whose agent was killed. */
    List<String> now() throws IOException {
        List<String> there = new ArrayList<>();
        for (Seat seat : seats) {
            addFiles(seat.home().runs(), there);
            addFiles(seat.home().reports(), there);
            seat.orphans()
                    .forEach(worker ->
                            there.add("worker " + worker.pid() + " of " + seat.name() + ", which was killed"));
        }
        return there;
    }

    private static void addFiles(Path folder, List<String> there) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(LeftOvers::isOfUse)
                    .map(Path::toString)
                    .forEach(there::add);
        } catch (NoSuchFileException | UncheckedIOException e) {
            // It is being cleared just now: the next look finds it in order.
            there.add(folder + " is being changed");
        }
    }

    /** Empty streams stay in folders that are used again. */
    private static boolean isOfUse(Path file) {
        String name = file.getFileName().toString();
        boolean isStream = name.equals("stdout") || name.equals("stderr");
        try {
            return !isStream || Files.size(file) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
