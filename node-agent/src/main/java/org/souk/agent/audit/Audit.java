package org.souk.agent.audit;

import java.util.List;

/**
 * An audit of a task.
 *
 * @param remark one sentence on how to take the verdict
 * @param replays how often the task was run; 0 where that would prove nothing
 * @param checks what was compared
 */
public record Audit(String task, Verdict verdict, String remark, int replays, List<Check> checks) {

    /**
     * One thing that was compared.
     *
     * @param what its name, or the path of an output
     * @param reported by the node, empty for nothing
     * @param replayed here, empty for nothing
     */
    public record Check(String what, String reported, String replayed, boolean same) {
        static Check of(String what, Object reported, Object replayed) {
            String one = reported == null ? "" : reported.toString();
            String other = replayed == null ? "" : replayed.toString();
            return new Check(what, one, other, one.equals(other));
        }
    }
}
