package org.souk.lab;

/** An experiment that could not be carried out, with the reason in a sentence for the person who asked for it. */
public final class ExperimentFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExperimentFailed(String reason) {
        super(reason);
    }

    public ExperimentFailed(String reason, Throwable cause) {
        super(reason, cause);
    }
}
