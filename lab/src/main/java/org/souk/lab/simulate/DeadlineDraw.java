package org.souk.lab.simulate;

import java.util.SplittableRandom;

/**
 * Gives every job a deadline: its submission plus its estimate times a factor from {@code low} to {@code high}, drawn
 * evenly, one draw a job in the order of the file.
 */
record DeadlineDraw(long seed, double low, double high) {
    static final String FORMAT = "SEED:LO:HI";

    /** @throws IllegalArgumentException with what is wrong, in a sentence */
    static DeadlineDraw parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("must be " + FORMAT + ", such as 7:1.5:8, not '" + text + "'");
        }
        try {
            return new DeadlineDraw(
                    Long.parseLong(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be " + FORMAT + ", a whole number and two factors", e);
        }
    }

    DeadlineDraw {
        if (!(low > 0 && high >= low && high <= 1e6)) {
            throw new IllegalArgumentException("must have 0 < LO <= HI <= 1000000");
        }
    }

    Workload of(Workload workload) {
        SplittableRandom random = new SplittableRandom(seed);
        return workload.with(workload.jobs().stream()
                .map(job -> job.due(deadline(job.job(), low + (high - low) * random.nextDouble())))
                .toList());
    }

    private static long deadline(Job job, double factor) {
        return job.submitMillis() + Math.round(factor * job.estimateMillis());
    }
}
