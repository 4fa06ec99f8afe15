package org.souk.core.matching;

import org.souk.core.common.InvalidRequest;

/**
 * Port: the language in which buyers and sellers say what they want. Expressions are checked when they are compiled:
 * they have a type, know only what there is, and cannot cost more than a limit. Thread-safe; compiling the same text
 * again costs little.
 */
public interface Expressions {
    /** A market without a language: it refuses every expression. */
    Expressions NONE = new Expressions() {
        @Override
        public Expression<NodeFacts> requirements(String field, String text) {
            throw new InvalidRequest(field, "cannot be used: this market has no expression language");
        }

        @Override
        public Expression<TaskFacts> policy(String field, String text) {
            throw new InvalidRequest(field, "cannot be used: this market has no expression language");
        }
    };

    /**
     * What a buyer requires of a node.
     *
     * @param field how the caller names the text
     * @throws InvalidRequest naming the field, the reason and the character, when it will not do
     */
    Expression<NodeFacts> requirements(String field, String text);

    /**
     * What a seller demands of a task and its buyer; throws as {@link #requirements} does.
     */
    Expression<TaskFacts> policy(String field, String text);
}
