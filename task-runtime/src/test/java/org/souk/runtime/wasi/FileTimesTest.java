package org.souk.runtime.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;
import org.souk.runtime.wasi.FileTimes.Times;
import org.souk.runtime.wasi.FileTree.Place;

class FileTimesTest {
    private long now;
    private final FileTimes times = new FileTimes(new ProgramClock(Instant.EPOCH.plusNanos(100), () -> now));

    private static Place place(String... names) {
        return new Place(List.of(names), Path.of("/host", names), true);
    }

    private static Times all(long nanos) {
        return new Times(nanos, nanos, nanos);
    }

    @Test
    void whatIsNotTouchedIsAsOldAsTheRun() {
        now = 50;

        assertThat(times.of(place())).isEqualTo(all(100));
        assertThat(times.of(place("in", "data"))).isEqualTo(all(100));
    }

    @Test
    void entryChangesItsDirectory() {
        now = 1;
        times.made(place("a"));
        now = 2;
        times.modified(place("a"));

        assertThat(times.of(place("a"))).isEqualTo(new Times(101, 102, 102));
        assertThat(times.of(place())).isEqualTo(new Times(100, 101, 101));

        now = 3;
        times.removed(place("a"));

        assertThat(times.of(place("a"))).isEqualTo(all(100));
        assertThat(times.of(place())).isEqualTo(new Times(100, 103, 103));
    }

    @Test
    void whatMovesTakesItsTimesAlong() {
        now = 1;
        times.made(place("a"));
        times.made(place("a", "deep"));
        times.made(place("a-b"));
        now = 2;
        times.moved(place("a"), place("x", "b"));

        assertThat(times.of(place("x", "b", "deep"))).isEqualTo(all(101));
        assertThat(times.of(place("x", "b"))).isEqualTo(new Times(101, 101, 102));
        assertThat(times.of(place("x"))).isEqualTo(new Times(100, 102, 102));
        assertThat(times.of(place("a", "deep"))).isEqualTo(all(100));
        assertThat(times.of(place("a-b"))).isEqualTo(all(101));
    }

    @Test
    void timesSurviveASnapshot() throws Exception {
        now = 7;
        times.made(place("a", "b"));
        times.set(place("c"), -5, 1_500);
        StateWriter state = new StateWriter();
        times.saveTo(state);

        FileTimes restored = new FileTimes(new ProgramClock(Instant.EPOCH.plusNanos(100), () -> now));
        restored.restoreFrom(new StateReader(state.toByteArray()));

        assertThat(restored.of(place("a", "b"))).isEqualTo(all(107));
        assertThat(restored.of(place("c"))).isEqualTo(new Times(-5, 1_500, 107));
        assertThat(restored.of(place("a"))).isEqualTo(new Times(100, 107, 107));
    }

    @Test
    void timesOfWhatCannotBeAreRefused() {
        byte[] state = new StateWriter()
                .number(1)
                .text("a/../b")
                .large(1)
                .large(1)
                .large(1)
                .toByteArray();

        assertThatThrownBy(() -> times.restoreFrom(new StateReader(state))).isInstanceOf(SnapshotRefused.class);
    }
}
