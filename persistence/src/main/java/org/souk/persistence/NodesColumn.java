package org.souk.persistence;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.common.NodeId;

/** A set of nodes as one text, their ids apart by blanks. */
final class NodesColumn {
    private static final String SEPARATOR = " ";

    private NodesColumn() {}

    static String write(Set<NodeId> nodes) {
        return new TreeSet<>(nodes).stream().map(NodeId::value).collect(Collectors.joining(SEPARATOR));
    }

    static Set<NodeId> read(String text) {
        return text.isEmpty()
                ? Set.of()
                : Stream.of(text.split(SEPARATOR)).map(NodeId::new).collect(Collectors.toSet());
    }
}
