package org.souk.core.forecast;

import java.util.Collection;

/** Port: makes models of load from the histories of many machines. */
public interface LoadTrainer {
    /**
     * Trains all models, of CPU and of RAM. Takes up to the whole budget in the calling thread, which should have a low
     * priority; with too little history to learn from, the model has its baselines only.
     *
     * @throws InterruptedException when the thread was interrupted; nothing is kept then
     */
    LoadModel train(Collection<LoadSeries> histories, TrainingOrder order) throws InterruptedException;

    /**
     * Reads a stored model.
     *
     * @throws UnreadableModel when the bytes are damaged, or were written in a format that this version does not know:
     *     to be answered by training anew
     */
    LoadModel read(byte[] stored) throws UnreadableModel;
}
