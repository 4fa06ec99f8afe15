package org.souk.persistence;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.common.ContentId;

/** A set of contents, never empty, as one text, their ids apart by blanks. */
final class ContentsColumn {
    private static final String SEPARATOR = " ";

    private ContentsColumn() {}

    static String write(Set<ContentId> contents) {
        return contents.stream().map(ContentId::value).sorted().collect(Collectors.joining(SEPARATOR));
    }

    static Set<ContentId> read(String text) {
        return Stream.of(text.split(SEPARATOR)).map(ContentId::new).collect(Collectors.toSet());
    }
}
