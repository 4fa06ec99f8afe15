package org.souk.core.forecast;

/** Port: trained models of load, of all kinds, for machines that were seen in training and others. Immutable. */
public interface LoadModel {
    /** Tells this training from others: twelve hexadecimal digits of the digest of {@link #bytes}. */
    String version();

    /** For storing; {@link LoadTrainer#read} makes the same model of it. About a mebibyte. */
    byte[] bytes();

    /** What there is to tell of its training. */
    TrainingRecord training();

    /**
     * Begins to forecast.
     *
     * @param evidence of an earlier {@link RunningForecast}; an empty array when there is none. What does not fit this
     *     model, or is damaged, is dropped: the nodes then begin as new ones do
     */
    RunningForecast begin(byte[] evidence);
}
