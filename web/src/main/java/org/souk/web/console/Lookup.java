package org.souk.web.console;

import java.util.Optional;
import java.util.function.Supplier;
import org.souk.core.common.MarketException;

/**
 * What the console makes of the market's exceptions. An address that is typed by a person may name what is not there, or
 * cannot be: then the page is without it. Everything else is for the server's error page, and for the log.
 */
final class Lookup {
    private Lookup() {}

    static <T> Optional<T> of(Supplier<T> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (MarketException e) {
            return switch (e.category()) {
                case NOT_FOUND, USER -> Optional.empty();
                case CONFLICT, INSUFFICIENT_RESOURCES, INTERNAL -> throw e;
            };
        }
    }
}
