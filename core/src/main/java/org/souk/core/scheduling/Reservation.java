package org.souk.core.scheduling;

import java.time.Instant;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.units.Resources;

/**
 * Room that is kept on a node for a task whose deadline was promised: the latest that it may start there. It may start
 * earlier, and elsewhere.
 *
 * @param start when it must have the room at the latest
 * @param end by when it will have ended then, if it runs as long as expected
 */
public record Reservation(TaskId task, NodeId node, Instant start, Instant end, Resources resources) {}
