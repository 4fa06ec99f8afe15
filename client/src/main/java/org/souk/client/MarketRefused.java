package org.souk.client;

import java.io.IOException;
import org.souk.protocol.rest.Problem;

/** The market answered with an error. The message is one sentence for a person. */
public final class MarketRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String field;
    private final boolean passing;

    public MarketRefused(int status, String message) {
        this(status, message, isPassing(status));
    }

    private MarketRefused(int status, String message, boolean passing) {
        super(message);
        this.status = status;
        this.field = "";
        this.passing = passing;
    }

    /** It was not the market that answered but the server around it, which runs before the market does. */
    static MarketRefused notThereYet(int status) {
        return new MarketRefused(status, "the market is not there yet (HTTP status " + status + ")", true);
    }

    public MarketRefused(Problem problem) {
        super(sentence(problem));
        this.status = problem.status();
        this.field = problem.field() == null ? "" : problem.field();
        this.passing = isPassing(status);
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
        return passing;
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }
}
