package org.souk.persistence;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recognizes a violated unique index in an exception. H2 and PostgreSQL both give the SQL state 23505 and name the index
 * in the message; a batch hides it among the following exceptions.
 */
final class UniqueViolation {
    private static final String UNIQUE_VIOLATION = "23505";

    private UniqueViolation() {}

    /** True when the index of that name is violated. */
    static boolean of(String index, Throwable thrown) {
        return messages(thrown).stream()
                .anyMatch(message -> message.toLowerCase(Locale.ROOT).contains(index));
    }

    /** What the database says of unique violations; empty when there is none. */
    static List<String> messages(Throwable thrown) {
        List<String> messages = new ArrayList<>();
        collect(thrown, messages, Collections.newSetFromMap(new IdentityHashMap<>()));
        return messages;
    }

    private static void collect(Throwable thrown, List<String> messages, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        if (thrown instanceof SQLException) {
            SQLException sql = (SQLException) thrown;
            if (UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                messages.add(String.valueOf(sql.getMessage()));
            }
            collect(sql.getNextException(), messages, seen);
        }
        collect(thrown.getCause(), messages, seen);
    }
}
