package org.souk.api.socket;

import java.lang.System.Logger.Level;
import java.util.UUID;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.MarketException;
import org.souk.protocol.json.Malformed;

/**
 * How a session ends by an exception: the one place that gives exceptions their close codes. Only what is our own fault is
 * logged, under an id that the reason names.
 */
public final class Closings {
    private static final System.Logger LOG = System.getLogger(Closings.class.getName());
    private static final String TYPE = "type";

    private Closings() {}

    /**
     * The closing for a failure.
     *
     * @param what was under way, for the log
     */
    public static Closing of(Throwable failure, String what) {
        if (failure instanceof Malformed malformed) {
            int code = malformed.field().equals(TYPE) ? Closing.UNSUPPORTED : Closing.MALFORMED;
            return new Closing(code, named(malformed.field(), malformed.getMessage()));
        }
        if (failure instanceof MarketException known) {
            return switch (known.category()) {
                case USER, CONFLICT, NOT_FOUND, INSUFFICIENT_RESOURCES -> new Closing(Closing.REFUSED, words(known));
                case INTERNAL -> ours(failure, what);
            };
        }
        return ours(failure, what);
    }

    private static Closing ours(Throwable failure, String what) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, what + " failed, problem " + id, failure);
        return new Closing(Closing.INTERNAL, "the market has failed, problem " + id);
    }

    /** What the other side is told of it. */
    public static String words(MarketException failure) {
        return failure instanceof InvalidRequest refused
                ? named(refused.field(), refused.reason())
                : failure.getMessage();
    }

    private static String named(String field, String reason) {
        return field.isEmpty() ? reason : field + " " + reason;
    }
}
