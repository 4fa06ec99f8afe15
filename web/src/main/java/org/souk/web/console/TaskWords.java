package org.souk.web.console;

import java.util.Locale;
import org.souk.core.task.EndReason;
import org.souk.core.task.TaskState;

/** What the console calls a task's states and ends, and the tone in which it shows them. */
final class TaskWords {
    private TaskWords() {}

    static String state(TaskState state) {
        return capitalized(state.name());
    }

    static String tone(TaskState state) {
        return switch (state) {
            case BLOCKED, QUEUED, ASSIGNED -> "wait";
            case RUNNING -> "busy";
            case COMPLETED -> "good";
            case FAILED -> "bad";
            case SUSPENDED, CANCELLING -> "warn";
            case CANCELLED -> "off";
        };
    }

    static String reason(EndReason reason) {
        return switch (reason) {
            case SUCCESS -> "It ended well and wrote every output.";
            case EXIT_CODE -> "The program returned an error.";
            case TRAPPED -> "The program trapped.";
            case FUEL_LIMIT -> "Its fuel was used up.";
            case WALL_LIMIT -> "It ran longer than its buyer allows.";
            case MEMORY_LIMIT -> "It needed more memory than it reserved.";
            case STORAGE_LIMIT -> "It wrote more than it reserved.";
            case OUTPUT_MISSING -> "A named output was not written.";
            case INVALID_MODULE -> "The module cannot be run.";
            case INPUT_UNAVAILABLE -> "Module or input could not be fetched.";
            case CANCELLED -> "It was cancelled.";
            case DEADLINE_PASSED -> "Its deadline passed, or could no longer be met, before a node was found.";
            case WAITED_TOO_LONG -> "It waited for a node as long as the market allows.";
            case DEPENDENCY_FAILED -> "A task that it comes after did not complete.";
            case NODE_FAULT -> "Its node failed.";
            case LEASE_EXPIRED -> "Its node was not heard of any more.";
            case CHECKPOINT_UNUSABLE -> "The checkpoint to go on from could not be used.";
            case TOO_MANY_ATTEMPTS -> "Too many nodes failed it.";
        };
    }

    static String capitalized(String constant) {
        String words = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
