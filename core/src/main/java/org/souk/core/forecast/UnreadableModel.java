package org.souk.core.forecast;

/** A stored model is damaged or of a format that this version does not know. */
public final class UnreadableModel extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableModel(String why) {
        super(why);
    }

    public UnreadableModel(String why, Throwable cause) {
        super(why, cause);
    }
}
