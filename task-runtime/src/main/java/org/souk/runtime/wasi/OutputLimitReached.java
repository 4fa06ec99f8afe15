package org.souk.runtime.wasi;

/** Thrown through the program when it writes more to standard output or standard error than it may. */
public final class OutputLimitReached extends RuntimeException {

    OutputLimitReached(String stream, long limit) {
        super(stream + " is limited to " + limit + " bytes", null, false, false);
    }
}
