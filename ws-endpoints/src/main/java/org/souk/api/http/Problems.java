package org.souk.api.http;

import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.MarketException;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.submission.DeadlineInfeasible;
import org.souk.ipfs.ContentException;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.rest.Problem;

/** Which problem an exception is: the one place that gives exceptions their HTTP statuses. */
public final class Problems {
    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The status of an error that is ours. */
    static final int INTERNAL = 500;

    private static final int BAD_REQUEST = 400;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final Map<Integer, Problem> BY_STATUS = Map.ofEntries(
            kind(BAD_REQUEST, "invalid-request", "The request is not valid"),
            kind(401, "unauthenticated", "A valid access token is needed"),
            kind(PAYMENT_REQUIRED, "insufficient-funds", "The account cannot cover this"),
            kind(403, "forbidden", "The token's roles do not allow this"),
            kind(NOT_FOUND, "not-found", "There is no such thing"),
            kind(405, "method-not-allowed", "The method is not allowed here"),
            kind(406, "not-acceptable", "None of the accepted media types is available"),
            kind(CONFLICT, "conflict", "The request contradicts what has happened before"),
            kind(TOO_LARGE, "too-large", "The body is too large"),
            kind(415, "unsupported-media-type", "The body's media type is not supported"),
            kind(TOO_MANY_REQUESTS, "quota-exceeded", "The service plan does not allow more"),
            kind(INTERNAL, "internal", "The market has failed"),
            kind(503, "unavailable", "The market is not ready"),
            kind(INSUFFICIENT_STORAGE, "storage-full", "The market's storage is full"));

    private Problems() {}

    private static Map.Entry<Integer, Problem> kind(int status, String kind, String title) {
        return Map.entry(status, new Problem("urn:souk:problem:" + kind, title, status, null, null, null, null, null));
    }

    /** The problem; status 500 without a detail when the exception is nobody's fault but ours. */
    public static Problem of(Throwable failure) {
        if (failure instanceof InvalidRequest refused) {
            Problem problem = at(
                    refused.position(),
                    of(status(refused), detail(refused.field(), refused.reason()), refused.field()));
            return failure instanceof DeadlineInfeasible infeasible ? until(infeasible.earliest(), problem) : problem;
        }
        if (failure instanceof MarketException known) {
            int status = status(known);
            return of(status, status == INTERNAL ? null : known.getMessage(), null);
        }
        if (failure instanceof Malformed malformed) {
            String field = malformed.field().isEmpty() ? null : malformed.field();
            return of(BAD_REQUEST, detail(field == null ? "the body" : field, malformed.getMessage()), field);
        }
        if (failure instanceof ContentException content) {
            return of(status(content.kind()), content.getMessage(), null);
        }
        if (failure instanceof TooLarge) {
            return of(TOO_LARGE, failure.getMessage(), null);
        }
        if (failure instanceof WebApplicationException http) {
            int status = http.getResponse().getStatus();
            return of(status, detail(status, http.getMessage()), null);
        }
        return of(INTERNAL, null, null);
    }

    private static int status(MarketException failure) {
        return switch (failure.category()) {
            case USER -> BAD_REQUEST;
            case CONFLICT -> CONFLICT;
            case NOT_FOUND -> NOT_FOUND;
            // HTTP has a word of its own for money; what else is short is the plan's limit.
            case INSUFFICIENT_RESOURCES -> failure instanceof InsufficientFunds ? PAYMENT_REQUIRED : TOO_MANY_REQUESTS;
            case INTERNAL -> INTERNAL;
        };
    }

    private static int status(ContentException.Kind kind) {
        return switch (kind) {
            case CORRUPT, INVALID -> BAD_REQUEST;
            case MISSING -> NOT_FOUND;
            case TOO_LARGE -> TOO_LARGE;
            case STORE_FULL -> INSUFFICIENT_STORAGE;
        };
    }

    /** The framework's own words repeat the status or name its classes. */
    private static String detail(int status, String message) {
        return switch (status) {
            case 401 -> "the header 'Authorization: Bearer …' is missing";
            case 403 -> "this operation is for other roles";
            default -> status >= INTERNAL || message == null || message.startsWith("HTTP ") ? null : message;
        };
    }

    /** A problem by its HTTP status. */
    public static Problem of(int status, String detail, String field) {
        Problem kind = BY_STATUS.getOrDefault(
                status, new Problem("about:blank", "HTTP status " + status, status, null, null, null, null, null));
        return new Problem(kind.type(), kind.title(), status, detail, null, field, null, null);
    }

    /** The same problem, to be found again in the log by this id. */
    static Problem logged(Problem problem, String id) {
        return new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                "urn:uuid:" + id,
                null,
                null,
                null);
    }

    private static Problem until(Optional<Instant> earliest, Problem problem) {
        return new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.instance(),
                problem.field(),
                problem.position(),
                earliest.orElse(null));
    }

    private static Problem at(OptionalInt position, Problem problem) {
        return position.isEmpty()
                ? problem
                : new Problem(
                        problem.type(),
                        problem.title(),
                        problem.status(),
                        problem.detail(),
                        problem.instance(),
                        problem.field(),
                        position.getAsInt(),
                        problem.earliestDeadline());
    }

    private static String detail(String field, String reason) {
        return field + " " + reason;
    }
}
