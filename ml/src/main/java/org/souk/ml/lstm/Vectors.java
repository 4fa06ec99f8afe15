package org.souk.ml.lstm;

/** The inner loops, written so that the JVM's compiler makes vector instructions of them. */
final class Vectors {
    private Vectors() {}

    /** {@code to += factor * from}. */
    static void addScaled(double[] to, int toOffset, double[] from, int fromOffset, double factor, int length) {
        for (int i = 0; i < length; i++) {
            to[toOffset + i] += factor * from[fromOffset + i];
        }
    }

    /** Four sums side by side, which need not wait for each other. */
    static double dot(double[] a, int aOffset, double[] b, int length) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            first += a[aOffset + i] * b[i];
            second += a[aOffset + i + 1] * b[i + 1];
            third += a[aOffset + i + 2] * b[i + 2];
            fourth += a[aOffset + i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            first += a[aOffset + i] * b[i];
        }
        return first + second + third + fourth;
    }

    /** By one exponential, which is several times faster than {@link Math#tanh} and exact to 1e-15. */
    static double tanh(double x) {
        return 2 / (1 + Math.exp(-2 * x)) - 1;
    }
}
