package org.souk.ejb.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.souk.core.market.TaskAssigned;
import org.souk.core.market.TaskListener;
import org.souk.core.market.TaskView;

/** Passes changes on as asynchronous CDI events, so that whoever observes them cannot hold up the scheduler. */
@ApplicationScoped
public class TaskChanges implements TaskListener {
    @Inject
    Event<TaskView> changes;

    @Inject
    Event<TaskAssigned> assignments;

    @Override
    public void changed(TaskView task) {
        changes.fireAsync(task);
    }

    @Override
    public void assigned(TaskAssigned assignment) {
        assignments.fireAsync(assignment);
    }
}
