package org.souk.agent.market;

import java.io.IOException;
import org.souk.protocol.rest.Problem;

/** The market answered with an error. The message is one sentence for a person. */
public final class MarketRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String field;

    public MarketRefused(int status, String message) {
        super(message);
        this.status = status;
        this.field = "";
    }

    public MarketRefused(Problem problem) {
        super(sentence(problem));
        this.status = problem.status();
        this.field = problem.field() == null ? "" : problem.field();
    }

    private static String sentence(Problem problem) {
        String text = problem.detail() == null || problem.detail().isBlank() ? problem.title() : problem.detail();
        boolean named = problem.field() == null || problem.field().isEmpty() || text.contains(problem.field());
        return named ? text : problem.field() + " " + text;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The offending field, empty when there is none. */
    public String field() {
        return field;
    }

    /** Whether the same request may succeed later. */
    public boolean isPassing() {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }
}
