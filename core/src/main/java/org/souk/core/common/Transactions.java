package org.souk.core.common;

import java.util.function.Supplier;

/** Port: runs work in one database transaction; an exception rolls it back and comes out as it was thrown. */
public interface Transactions {
    <T> T call(Supplier<T> work);

    default void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
