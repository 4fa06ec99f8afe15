package org.souk.core.task;

import org.souk.core.common.ContentId;
import org.souk.core.units.Bytes;

/**
 * What a task has written.
 *
 * @param path as named in {@link TaskSpec#outputs()}
 */
public record OutputFile(String path, ContentId content, Bytes size) {}
