package org.souk.api.events;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.souk.api.socket.Closing;
import org.souk.api.socket.Outbox;
import org.souk.core.account.Caller;
import org.souk.core.task.Task;

/** One listener: sees what its caller may see, and is dropped when it does not keep up or does not answer pings. */
final class Subscriber {
    private final Caller caller;
    private final Outbox outbox;
    private final Instant until;
    private volatile Instant heard;

    /** @param until when its token expires, and the session with it */
    Subscriber(Caller caller, Outbox outbox, Instant until, Instant now) {
        this.caller = caller;
        this.outbox = outbox;
        this.until = until;
        this.heard = now;
    }

    void changed(Task task, Supplier<String> event) {
        if (caller.maySee(task.buyer())) {
            outbox.send(event);
        }
    }

    void heard(Instant now) {
        heard = now;
    }

    /** @return false when it was closed because it is silent or its token has expired */
    boolean isAlive(Instant now, Duration silence) {
        if (!now.isBefore(until)) {
            outbox.close(new Closing(Closing.REFUSED, "the token has expired: connect anew"));
            return false;
        }
        if (heard.plus(silence).isBefore(now)) {
            outbox.close(new Closing(Closing.GOING_AWAY, "no answer to pings"));
            return false;
        }
        return true;
    }

    void refuse(String reason) {
        outbox.close(new Closing(Closing.UNSUPPORTED, reason));
    }

    void closed() {
        outbox.closed();
    }
}
