package org.souk.replay.audit;

import java.util.List;
import org.souk.core.replay.Comparison.Point;

/**
 * An audit of a task.
 *
 * @param remark one sentence on how to take the verdict
 * @param replays how often the task was run; 0 where that would prove nothing
 * @param checks what was compared
 */
public record Audit(String task, AuditVerdict verdict, String remark, int replays, List<Point> checks) {}
