package org.souk.core.account;

import java.util.Locale;

/** What a client may do. In tokens and over the wire the lower-case name. */
public enum Role {
    BUYER,
    SELLER,
    OPERATOR,
    /** A node agent; acts for one node of a seller. */
    NODE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
