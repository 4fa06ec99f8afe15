package org.souk.ejb.wiring;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.souk.core.market.TaskAssigned;
import org.souk.core.market.TaskListener;
import org.souk.core.market.TaskView;

/**
 * Passes changes on as asynchronous CDI events, so that whoever observes them cannot hold up the scheduler; on one
 * thread, so that they arrive in the order in which they happened.
 */
@ApplicationScoped
public class TaskChanges implements TaskListener {
    @Inject
    Event<TaskView> changes;

    @Inject
    Event<TaskAssigned> assignments;

    @Resource
    ManagedThreadFactory threads;

    private ExecutorService thread;
    private NotificationOptions inOrder;

    @PostConstruct
    void start() {
        thread = Executors.newSingleThreadExecutor(threads);
        inOrder = NotificationOptions.ofExecutor(thread);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    @Override
    public void changed(TaskView task) {
        changes.fireAsync(task, inOrder);
    }

    @Override
    public void assigned(TaskAssigned assignment) {
        assignments.fireAsync(assignment, inOrder);
    }
}
