package org.souk.api.http;

/** A request body is longer than allowed. */
public class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooLarge(long limit) {
        super("the body is longer than " + limit + " bytes");
    }
}
