package org.souk.ml.lstm;

/**
 * What goes into a network.
 *
 * @param inputs step by step, the oldest first, in units of about one
 * @param context likewise in units of about one
 */
public record Sample(double[] inputs, double[] context) {}
