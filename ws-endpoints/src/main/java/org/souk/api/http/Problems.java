package org.souk.api.http;

import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.souk.core.common.Conflict;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NotFound;
import org.souk.core.common.Refused;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.submission.DeadlineInfeasible;
import org.souk.core.submission.QuotaExceeded;
import org.souk.core.task.TaskStore.DuplicateKey;
import org.souk.ipfs.BlockCorrupt;
import org.souk.ipfs.BlockMissing;
import org.souk.ipfs.ContentException;
import org.souk.ipfs.InvalidContent;
import org.souk.ipfs.LimitExceeded;
import org.souk.ipfs.StorageFull;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.rest.Problem;

/** Which problem an exception is. */
public final class Problems {
    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The status of an error that is ours. */
    static final int INTERNAL = 500;

    private static final int INSUFFICIENT_STORAGE = 507;
    private static final Map<Integer, Problem> BY_STATUS = Map.ofEntries(
            kind(400, "invalid-request", "The request is not valid"),
            kind(401, "unauthenticated", "A valid access token is needed"),
            kind(402, "insufficient-funds", "The account cannot cover this"),
            kind(403, "forbidden", "The token's roles do not allow this"),
            kind(404, "not-found", "There is no such thing"),
            kind(405, "method-not-allowed", "The method is not allowed here"),
            kind(406, "not-acceptable", "None of the accepted media types is available"),
            kind(409, "conflict", "The request contradicts what has happened before"),
            kind(413, "too-large", "The body is too large"),
            kind(415, "unsupported-media-type", "The body's media type is not supported"),
            kind(429, "quota-exceeded", "The service plan does not allow more"),
            kind(INTERNAL, "internal", "The market has failed"),
            kind(503, "unavailable", "The market is not ready"),
            kind(INSUFFICIENT_STORAGE, "storage-full", "The market's storage is full"));

    private Problems() {}

    private static Map.Entry<Integer, Problem> kind(int status, String kind, String title) {
        return Map.entry(status, new Problem("urn:souk:problem:" + kind, title, status, null, null, null, null, null));
    }

    /** The problem; status 500 without a detail when the exception is nobody's fault but ours. */
    public static Problem of(Throwable failure) {
        if (failure instanceof NameTaken taken) {
            return of(409, detail(taken.field(), taken.reason()), taken.field());
        }
        if (failure instanceof Refused refused) {
            Problem problem =
                    at(refused.position(), of(400, detail(refused.field(), refused.reason()), refused.field()));
            return failure instanceof DeadlineInfeasible infeasible ? until(infeasible.earliest(), problem) : problem;
        }
        if (failure instanceof Malformed malformed) {
            String field = malformed.field().isEmpty() ? null : malformed.field();
            return of(400, detail(field == null ? "the body" : field, malformed.getMessage()), field);
        }
        if (failure instanceof ContentException content) {
            return of(status(content), content.getMessage(), null);
        }
        if (failure instanceof WebApplicationException http) {
            int status = http.getResponse().getStatus();
            return of(status, detail(status, http.getMessage()), null);
        }
        int status = status(failure);
        return of(status, status == INTERNAL ? null : failure.getMessage(), null);
    }

    /** The framework's own words repeat the status or name its classes. */
    private static String detail(int status, String message) {
        return switch (status) {
            case 401 -> "the header 'Authorization: Bearer …' is missing";
            case 403 -> "this operation is for other roles";
            default -> status >= INTERNAL || message == null || message.startsWith("HTTP ") ? null : message;
        };
    }

    private static int status(ContentException failure) {
        if (failure instanceof StorageFull) {
            return INSUFFICIENT_STORAGE;
        }
        if (failure instanceof LimitExceeded) {
            return 413;
        }
        if (failure instanceof BlockMissing) {
            return 404;
        }
        if (failure instanceof InvalidContent || failure instanceof BlockCorrupt) {
            return 400;
        }
        throw new IllegalStateException("a kind of content failure without a status", failure);
    }

    private static int status(Throwable failure) {
        if (failure instanceof InsufficientFunds) {
            return 402;
        }
        if (failure instanceof NotFound) {
            return 404;
        }
        if (failure instanceof Conflict || failure instanceof DuplicateKey) {
            return 409;
        }
        if (failure instanceof QuotaExceeded) {
            return 429;
        }
        if (failure instanceof TooLarge) {
            return 413;
        }
        return INTERNAL;
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
