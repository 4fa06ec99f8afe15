package org.souk.core.common;

/**
 * Names content by its hash: a CIDv1 in base32, as {@code ipfs add --cid-version=1} prints it.
 *
 * @param value the CID as text; its syntax is checked where content is stored and fetched
 */
public record ContentId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
