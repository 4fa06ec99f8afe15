package org.souk.core.task;

/** A request that breaks a rule: names the field and tells the reason in words for the person who sent it. */
public class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public Refused(String field, String reason) {
        super(reason);
        this.field = field;
    }

    /** The offending field as the caller wrote it, such as {@code resources.ramBytes}. */
    public String field() {
        return field;
    }

    /** The reason alone, without the field. */
    public String reason() {
        return getMessage();
    }
}
