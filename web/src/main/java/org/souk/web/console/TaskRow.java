package org.souk.web.console;

import java.time.Instant;
import org.souk.core.events.TaskView;
import org.souk.core.pricing.Bill;
import org.souk.core.task.Task;

/** A task as a line of the list. */
public record TaskRow(
        String id,
        String name,
        String state,
        String tone,
        String buyer,
        String priority,
        String submitted,
        String submittedAt,
        String fuel,
        String price) {

    static TaskRow of(TaskView view, AccountNames names, Instant now) {
        Task task = view.task();
        return new TaskRow(
                task.id().value(),
                task.spec().name().isBlank() ? "unnamed" : task.spec().name(),
                TaskWords.state(view.state()),
                TaskWords.tone(view.state()),
                names.of(task.buyer()),
                TaskWords.capitalized(task.spec().priority().name()),
                Display.ago(task.submittedAt(), now),
                Display.time(task.submittedAt()),
                Display.fuel(view.fuel()),
                task.bill()
                        .map(Bill::charged)
                        .map(Display::money)
                        .orElse("≤ " + Display.money(task.spec().maxPrice())));
    }
}
