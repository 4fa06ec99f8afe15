package org.souk.core.forecast;

import java.time.Instant;
import java.util.Optional;

/** Port: where trained models are kept, and what was learnt with them. Every method joins the caller's transaction. */
public interface ModelStore {
    /** Former models that are kept beside the newest. */
    int FORMER = 2;

    /** The newest model. */
    Optional<Kept> newest();

    /** Keeps a model as the newest and forgets all but some former ones. */
    void keep(Kept model);

    /** What {@link RunningForecast#evidence} said last; empty when nothing was kept. */
    byte[] evidence();

    void keepEvidence(byte[] evidence);

    /**
     * A model that is kept.
     *
     * @param version see {@link LoadModel#version}
     * @param trainedAt when its training ended
     * @param bytes see {@link LoadModel#bytes}
     */
    record Kept(String version, Instant trainedAt, byte[] bytes) {}
}
