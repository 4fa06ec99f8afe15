package org.souk.ml.weka;

/** In which form a regressor learns the change of a load. Regressors that minimise squared errors chase the rare jumps. */
public enum Target {
    /** In percentage points. */
    POINTS {
        @Override
        double encode(double points) {
            return points;
        }

        @Override
        double decode(double learnt) {
            return learnt;
        }
    },
    /** The inverse hyperbolic sine, which grows like the logarithm: a mean there is close to the median of changes. */
    COMPRESSED {
        @Override
        double encode(double points) {
            double magnitude = Math.abs(points);
            return Math.copySign(Math.log(magnitude + Math.sqrt(magnitude * magnitude + 1)), points);
        }

        @Override
        double decode(double learnt) {
            return Math.sinh(Math.max(-FARTHEST, Math.min(FARTHEST, learnt)));
        }
    };

    /** Of a change by 100 points. */
    private static final double FARTHEST = 5.3;

    abstract double encode(double points);

    abstract double decode(double learnt);
}
