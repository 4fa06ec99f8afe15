package org.souk.ipfs;

/** A text or byte sequence is not a CID that Souk uses; the message says which part is wrong and what is expected. */
public final class InvalidCid extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidCid(String reason) {
        super("CID: " + reason);
    }
}
