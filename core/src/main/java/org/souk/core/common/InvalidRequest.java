package org.souk.core.common;

import java.util.OptionalInt;

/** A request that breaks a rule: names the field and tells the reason in words for the person who sent it. */
public class InvalidRequest extends MarketException {
    private static final long serialVersionUID = 1L;
    private static final int NOWHERE = 0;

    private final String field;
    private final int position;

    public InvalidRequest(String field, String reason) {
        this(field, reason, NOWHERE);
    }

    /** @param position of the mistake in the field's text: its character, counted from 1 */
    public InvalidRequest(String field, String reason, int position) {
        this(ErrorCategory.USER, field, reason, position);
    }

    /** A refusal that is not for the words of the request, but for what has happened before. */
    protected InvalidRequest(ErrorCategory category, String field, String reason) {
        this(category, field, reason, NOWHERE);
    }

    private InvalidRequest(ErrorCategory category, String field, String reason, int position) {
        super(category, position == NOWHERE ? reason : "at character " + position + ": " + reason);
        this.field = field;
        this.position = position;
    }

    private InvalidRequest(String field, InvalidRequest inner) {
        super(inner.category(), inner.getMessage(), inner);
        this.field = field;
        this.position = inner.position;
    }

    /** The same as a part of something bigger, such as {@code tasks[2].}. */
    public InvalidRequest within(String prefix) {
        return new InvalidRequest(prefix + field, this);
    }

    /** The offending field as the caller wrote it, such as {@code resources.ramBytes}. */
    public String field() {
        return field;
    }

    /** The reason alone, without the field. */
    public String reason() {
        return getMessage();
    }

    /** Where in the field's text the mistake is: its character, counted from 1. */
    public OptionalInt position() {
        return position == NOWHERE ? OptionalInt.empty() : OptionalInt.of(position);
    }
}
