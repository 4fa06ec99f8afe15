package org.souk.core.matching;

/**
 * A condition over facts, compiled and checked.
 *
 * @param <T> the facts
 */
public interface Expression<T> {
    /** Never throws: an expression that fails on these facts does not match them, and the verdict tells why. */
    Verdict of(T facts);
}
