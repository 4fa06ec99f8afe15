package org.souk.core.submission;

import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;

/** Port: what the market needs to know of stored content. */
public interface ContentCheck {
    /** True when the content is stored and none of its blocks is missing. */
    boolean isComplete(ContentId content);

    /**
     * Checks that stored content is a module that nodes can run. Quick for a module that was checked before.
     *
     * @param field named in the refusal
     * @throws InvalidRequest with the reason
     */
    void checkModule(String field, ContentId module);
}
