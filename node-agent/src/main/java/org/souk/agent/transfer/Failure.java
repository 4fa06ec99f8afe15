package org.souk.agent.transfer;

import io.grpc.Status;
import java.util.Optional;
import org.souk.agent.transfer.TransferFailed.Reason;

/** What the end of a call means for the transfer. */
final class Failure {
    private Failure() {}

    /** Why there is no use in calling again; empty where another call may succeed. */
    static Optional<Reason> lasting(Status status) {
        return switch (status.getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, INVALID_ARGUMENT, UNIMPLEMENTED ->
                Optional.of(Reason.REFUSED);
            case ABORTED -> Optional.of(Reason.ABANDONED);
            case OUT_OF_RANGE -> Optional.of(Reason.TOO_LARGE);
            case DEADLINE_EXCEEDED -> Optional.of(Reason.TIMED_OUT);
            default -> Optional.empty();
        };
    }

    /** For a person. */
    static String words(Status status) {
        String description = status.getDescription();
        Throwable cause = status.getCause();
        if (status.getCode() == Status.Code.UNAVAILABLE && cause != null && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return description == null ? status.getCode().name() : description;
    }
}
