package org.souk.persistence;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.account.Role;

/** A set of roles as one column: their names, separated by spaces. */
final class RolesColumn {
    private static final String SEPARATOR = " ";

    private RolesColumn() {}

    static String write(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).collect(Collectors.joining(SEPARATOR));
    }

    static Set<Role> read(String column) {
        return column.isEmpty()
                ? Set.of()
                : Stream.of(column.split(SEPARATOR)).map(Role::valueOf).collect(Collectors.toSet());
    }
}
