package org.souk.core.task;

import org.souk.core.common.ContentId;

/**
 * A file or folder of a task.
 *
 * @param path where the program sees it: absolute, with {@code /}, without {@code ..}
 * @param content what it holds
 */
public record TaskFile(String path, ContentId content) {}
