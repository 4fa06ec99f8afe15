package org.souk.core.forecast;

/** What of a machine's load is forecast. */
public enum LoadKind {
    /** Of all cores together, in percent. */
    CPU,
    /** Of the memory, in percent. */
    RAM
}
