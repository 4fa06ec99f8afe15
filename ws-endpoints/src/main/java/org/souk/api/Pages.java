package org.souk.api;

import java.util.List;
import java.util.function.Function;
import org.souk.core.common.InvalidRequest;

/**
 * One page of a list. One more than asked for is fetched, to know whether there is a next page.
 *
 * @param limit 1…{@value #MAX}
 */
record Pages(int limit) {
    static final int MAX = 500;

    /** @throws InvalidRequest naming {@code limit} */
    static Pages of(String limit) {
        try {
            int asked = Integer.parseInt(limit);
            if (asked >= 1 && asked <= MAX) {
                return new Pages(asked);
            }
        } catch (NumberFormatException e) {
            throw new InvalidRequest("limit", "is not a whole number");
        }
        throw new InvalidRequest("limit", "must be between 1 and " + MAX);
    }

    int fetch() {
        return limit + 1;
    }

    <T> List<T> shown(List<T> fetched) {
        return fetched.size() <= limit ? fetched : fetched.subList(0, limit);
    }

    /** The cursor of the next page, null on the last. */
    <T> String next(List<T> fetched, Function<T, String> id) {
        return fetched.size() <= limit ? null : id.apply(fetched.get(limit - 1));
    }
}
