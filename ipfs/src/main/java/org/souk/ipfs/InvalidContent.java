package org.souk.ipfs;

/** Content that has the right hash, or a file that is offered, is malformed or of a kind that Souk does not take. */
public final class InvalidContent extends ContentException {
    private static final long serialVersionUID = 1L;

    InvalidContent(String message) {
        super(message);
    }

    InvalidContent(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }
}
