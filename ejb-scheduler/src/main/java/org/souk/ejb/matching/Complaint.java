package org.souk.ejb.matching;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import java.util.regex.Pattern;
import org.souk.core.common.InvalidRequest;

/** What the compiler has to say, in words for the person who wrote the expression. */
final class Complaint {
    private static final Pattern OPERATOR = Pattern.compile("'@?_?([^'_]*?)_?'");

    private Complaint() {}

    static InvalidRequest of(String field, String text, CelIssue issue) {
        int offset = offset(text, issue.getSourceLocation());
        // A member is wrong, not the dot before it.
        int mistake = text.codePointCount(0, text.length()) > offset
                        && text.codePointAt(text.offsetByCodePoints(0, offset)) == '.'
                ? offset + 1
                : offset;
        return new InvalidRequest(field, words(issue.getMessage()), mistake + 1);
    }

    /** The place in characters from the beginning, from 0. */
    private static int offset(String text, CelSourceLocation place) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length() && line < place.getLine(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return text.codePointCount(0, lineStart) + Math.max(0, place.getColumn());
    }

    private static String words(String message) {
        String brief = message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst(" \\(candidates: .*", "")
                .replaceFirst(" \\(in container '[^']*'\\)", "")
                .replaceFirst(" expecting .*", "")
                .replace("'<EOF>'", "end of the text");
        return brief.startsWith("found no matching overload")
                ? OPERATOR.matcher(brief).replaceFirst("'$1'")
                : brief;
    }
}
