package org.souk.core.common;

/** Identifies an account: a buyer, a seller or the operator. */
public record AccountId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
