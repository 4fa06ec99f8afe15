package org.souk.ipfs;

/** Content is larger than the caller allowed; nothing of it is kept. */
public final class LimitExceeded extends ContentException {
    private static final long serialVersionUID = 1L;

    LimitExceeded(String message) {
        super(message);
    }

    @Override
    public Kind kind() {
        return Kind.TOO_LARGE;
    }
}
