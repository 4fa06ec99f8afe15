package org.souk.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.souk.core.forecast.LoadSeries;

/** Made-up loads of some days, the same for the same seed. */
public final class Loads {
    public static final long START = 20_000L * LoadSeries.STEPS_PER_DAY;

    private Loads() {}

    /** Two levels that alternate every hour, a daily rise, and noise; RAM follows CPU. */
    public static LoadSeries busy(int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] cpu = new float[steps];
        float[] ram = new float[steps];
        for (int i = 0; i < steps; i++) {
            double level = i / 12 % 2 == 0 ? 20 : 60;
            double day = 10 * Math.sin(2 * Math.PI * i / LoadSeries.STEPS_PER_DAY);
            cpu[i] = (float) Math.max(0, Math.min(100, level + day + 4 * random.nextDouble()));
            ram[i] = (float) (30 + cpu[i] / 4 + random.nextDouble());
        }
        return LoadSeries.of(START, cpu, ram);
    }

    public static LoadSeries constant(int steps, double cpu, double ram) {
        float[] cpus = new float[steps];
        float[] rams = new float[steps];
        Arrays.fill(cpus, (float) cpu);
        Arrays.fill(rams, (float) ram);
        return LoadSeries.of(START, cpus, rams);
    }

    /** With a share of its steps missing, and without any RAM. */
    public static LoadSeries ragged(int steps, double missing, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] cpu = new float[steps];
        float[] ram = new float[steps];
        for (int i = 0; i < steps; i++) {
            cpu[i] = random.nextDouble() < missing ? Float.NaN : (float) (50 * random.nextDouble());
            ram[i] = Float.NaN;
        }
        return LoadSeries.of(START, cpu, ram);
    }

    public static List<LoadSeries> fleet(int nodes, int steps) {
        List<LoadSeries> fleet = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            fleet.add(busy(steps, i));
        }
        return fleet;
    }
}
