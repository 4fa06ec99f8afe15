package org.souk.api.node;

import java.io.IOException;
import org.souk.core.common.ContentId;

/** Whether content is stored with all its blocks. */
@FunctionalInterface
interface StoredContent {
    boolean isComplete(ContentId content) throws IOException;
}
