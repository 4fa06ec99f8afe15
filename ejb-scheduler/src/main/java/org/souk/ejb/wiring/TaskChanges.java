package org.souk.ejb.wiring;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.souk.core.events.TaskAssigned;
import org.souk.core.events.TaskEscalated;
import org.souk.core.events.TaskListener;
import org.souk.core.events.TaskView;
import org.souk.core.live.LiveAttempt;
import org.souk.core.scheduling.Preemption;

/**
 * Passes changes on as asynchronous CDI events, so that whoever observes them cannot hold up the scheduler.
 *
 * <p>One thread of its own tells them in the order in which they came. The container's executor, which is used
 * otherwise, captures the application's context for each event; that took a tenth of the server's time.
 */
@ApplicationScoped
public class TaskChanges implements TaskListener {
    @Inject
    Event<TaskView> changes;

    @Inject
    Event<LiveAttempt> starts;

    @Inject
    Event<TaskAssigned> assignments;

    @Inject
    Event<Preemption> preemptions;

    @Inject
    Event<TaskEscalated> escalations;

    @Resource
    ManagedThreadFactory threads;

    private ThreadPoolExecutor teller;
    private NotificationOptions byTeller;

    @PostConstruct
    void begin() {
        // What comes after the end is not told: the listeners are gone too.
        teller = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads, new DiscardPolicy());
        byTeller = NotificationOptions.ofExecutor(teller);
    }

    @PreDestroy
    void end() {
        teller.shutdownNow();
    }

    @Override
    public void changed(TaskView task) {
        changes.fireAsync(task, byTeller);
    }

    @Override
    public void started(LiveAttempt attempt) {
        starts.fireAsync(attempt, byTeller);
    }

    @Override
    public void assigned(TaskAssigned assignment) {
        assignments.fireAsync(assignment, byTeller);
    }

    @Override
    public void preempted(Preemption preemption) {
        preemptions.fireAsync(preemption, byTeller);
    }

    @Override
    public void escalated(TaskEscalated escalation) {
        escalations.fireAsync(escalation, byTeller);
    }
}
