package org.souk.protocol.json;

/** A message that cannot be read: names the field, as a path such as {@code resources.ramBytes}, and the reason. */
public class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public Malformed(String field, String reason, Throwable cause) {
        super(reason, cause);
        this.field = field;
    }

    /** Empty when it is the whole message. */
    public String field() {
        return field;
    }
}
