package org.souk.core.scheduling;

import java.util.Optional;
import org.souk.core.common.TaskId;

/**
 * The decision that a task waits.
 *
 * @param limit the rule that holds it back whatever the nodes are; empty when no node will do, see {@code
 *     Planner.rejections}
 */
public record Deferral(TaskId task, Optional<String> limit) {}
