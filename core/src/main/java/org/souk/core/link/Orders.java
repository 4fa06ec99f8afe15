package org.souk.core.link;

import java.util.List;
import org.souk.core.common.AttemptKey;

/**
 * What an agent must be told, because it holds what it should not, or runs what should stand still, or the other way.
 *
 * @param cancel cancelled, or not the node's (any more)
 */
public record Orders(List<AttemptKey> cancel, List<AttemptKey> suspend, List<AttemptKey> resume) {
    public static final Orders NONE = new Orders(List.of(), List.of(), List.of());

    public Orders {
        cancel = List.copyOf(cancel);
        suspend = List.copyOf(suspend);
        resume = List.copyOf(resume);
    }

    /** @param reason for those that are cancelled */
    public void sendTo(NodeLink link, String reason) {
        cancel.forEach(attempt -> link.cancel(attempt.task(), attempt.attempt(), reason));
        suspend.forEach(attempt -> link.suspend(attempt.task(), attempt.attempt()));
        resume.forEach(attempt -> link.resume(attempt.task(), attempt.attempt()));
    }
}
