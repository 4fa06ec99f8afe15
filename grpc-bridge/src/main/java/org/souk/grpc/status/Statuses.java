package org.souk.grpc.status;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.souk.core.common.MarketException;

/**
 * How a call ends by an exception: the one place that gives exceptions their gRPC statuses. Only what is our own fault is
 * logged, under an id that the status names.
 */
public final class Statuses {
    private static final System.Logger LOG = System.getLogger(Statuses.class.getName());

    private Statuses() {}

    /** The status for a failure. */
    public static Status of(Throwable failure) {
        if (failure instanceof StatusException told) {
            return told.getStatus();
        }
        if (failure instanceof StatusRuntimeException told) {
            return told.getStatus();
        }
        if (failure instanceof BadToken) {
            return Status.UNAUTHENTICATED.withDescription(failure.getMessage());
        }
        if (failure instanceof MarketException known) {
            return switch (known.category()) {
                case USER -> Status.INVALID_ARGUMENT.withDescription(known.getMessage());
                case CONFLICT -> Status.FAILED_PRECONDITION.withDescription(known.getMessage());
                case NOT_FOUND -> Status.NOT_FOUND.withDescription(known.getMessage());
                case INSUFFICIENT_RESOURCES -> Status.RESOURCE_EXHAUSTED.withDescription(known.getMessage());
                case INTERNAL -> ours(failure);
            };
        }
        return ours(failure);
    }

    private static Status ours(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "a call failed, problem " + id, failure);
        return Status.INTERNAL.withDescription("the market has failed, problem " + id);
    }
}
