package org.souk.lab.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Connections to the relay are cut, or bits of what they carry turned over, after so many bytes of a move. */
final class RelayHarmed extends TimedMishap {
    private static final int MOST_PLACES = 3;

    /** In which connections are opened, calls begun and the way is warmed. */
    private static final long BEGINNING = 16 << 10;

    private final RelayProxy bridge;
    private final Harm.Kind kind;
    private final List<Long> places;

    private RelayHarmed(Traffic traffic, Errand first, RelayProxy bridge, Harm.Kind kind, List<Long> places) {
        super(traffic, first, new Moment(MoveTrace.PREPARE, true, Duration.ZERO));
        this.bridge = bridge;
        this.kind = kind;
        this.places = places;
    }

    /** @param moves as many snapshots come and go through the relay */
    static RelayHarmed draw(Traffic traffic, Errand first, RelayProxy bridge, Harm.Kind kind, int moves, Random draw) {
        long all = 2 * Program.SNAPSHOT_BYTES * moves;
        List<Long> places = Stream.generate(() -> place(all, draw))
                .limit(1 + draw.nextInt(MOST_PLACES))
                .sorted()
                .toList();
        return new RelayHarmed(traffic, first, bridge, kind, places);
    }

    private static long place(long all, Random draw) {
        long within = draw.nextInt(3) == 0 ? BEGINNING : all;
        return (long) (draw.nextDouble() * within);
    }

    /** From the beginning of the move: the places are counted from there. */
    @Override
    void harm() {
        bridge.does(new Harm(kind, places, this::struck));
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        super.mend();
        bridge.does(Harm.none());
    }

    @Override
    public String toString() {
        return kind + " at bytes " + places;
    }
}
