package org.souk.persistence;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;

/**
 * One node's own load of one day: for each of its 288 steps, CPU and then RAM in hundredths of a percent, two bytes each
 * with the larger first, -1 where nothing was measured.
 */
@Entity
@Table(name = "load_day")
class LoadDayRow {
    private static final int STEPS = LoadSeries.STEPS_PER_DAY;
    private static final short MISSING = -1;
    private static final double SCALE = 100;

    @EmbeddedId
    private LoadDayKey key;

    private byte[] loads;

    protected LoadDayRow() {}

    static LoadDayRow empty(LoadDayKey key) {
        LoadDayRow row = new LoadDayRow();
        row.key = key;
        row.loads = new byte[STEPS * LoadKind.values().length * Short.BYTES];
        Arrays.fill(row.loads, (byte) MISSING);
        return row;
    }

    LoadDayKey key() {
        return key;
    }

    private long firstStep() {
        return key.day() * STEPS;
    }

    /** Takes over what a series knows of this day. */
    void write(LoadSeries series) {
        // Another array: a change within the same one would not be seen.
        byte[] changed = loads.clone();
        ByteBuffer values = ByteBuffer.wrap(changed);
        long end = Math.min(series.endStep(), firstStep() + STEPS);
        for (long step = Math.max(series.firstStep(), firstStep()); step < end; step++) {
            for (LoadKind kind : LoadKind.values()) {
                if (series.isKnown(step, kind)) {
                    short hundredths = (short) Math.round(series.at(step, kind) * SCALE);
                    values.putShort(index(step, kind), hundredths);
                }
            }
        }
        loads = changed;
    }

    /** What is known of this day, after the steps of earlier days. */
    LoadSeries appendedTo(LoadSeries earlier) {
        ByteBuffer values = ByteBuffer.wrap(loads);
        int first = STEPS;
        int end = 0;
        float[] cpu = new float[STEPS];
        float[] ram = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            cpu[i] = value(values, firstStep() + i, LoadKind.CPU);
            ram[i] = value(values, firstStep() + i, LoadKind.RAM);
            if (!Float.isNaN(cpu[i]) || !Float.isNaN(ram[i])) {
                first = Math.min(first, i);
                end = i + 1;
            }
        }
        return first >= end ? earlier : earlier.plus(part(cpu, ram, first, end));
    }

    private LoadSeries part(float[] cpu, float[] ram, int first, int end) {
        return LoadSeries.of(
                firstStep() + first, Arrays.copyOfRange(cpu, first, end), Arrays.copyOfRange(ram, first, end));
    }

    private float value(ByteBuffer values, long step, LoadKind kind) {
        short hundredths = values.getShort(index(step, kind));
        return hundredths == MISSING ? Float.NaN : (float) (hundredths / SCALE);
    }

    private int index(long step, LoadKind kind) {
        return (int) ((step - firstStep()) * LoadKind.values().length + kind.ordinal()) * Short.BYTES;
    }
}
