package org.souk.agent.work;

import java.util.regex.Pattern;

/**
 * One attempt at a task.
 *
 * @param task id of the task; fit to be a file's name
 * @param number of the attempt, from 1
 */
public record AttemptId(String task, int number) {
    private static final Pattern TASK = Pattern.compile("[A-Za-z0-9-]{1,80}");

    /** @throws IllegalArgumentException when it is no id of a task or attempt */
    public AttemptId {
        if (!TASK.matcher(task).matches()) {
            throw new IllegalArgumentException("task: not an id");
        }
        if (number < 1) {
            throw new IllegalArgumentException("attempt: must be at least 1, not " + number);
        }
    }

    @Override
    public String toString() {
        return task + " (attempt " + number + ")";
    }
}
