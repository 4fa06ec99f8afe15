package org.souk.api.socket;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Gives sessions a cheap timer for their idle limit.
 *
 * <p>Tyrus restarts that timer with every frame, on the container's scheduled executor, which searches every jar of
 * server and application for context providers each time: a fifth of the server's time under load. There is no setting
 * for it, so the session's executor is replaced; where that is not possible the session works as before, only slower.
 */
@ApplicationScoped
public class IdleTimers {
    private static final Logger LOG = System.getLogger(IdleTimers.class.getName());
    private static final String EXECUTOR_FIELD = "service";

    @Resource
    ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor timers;

    @PostConstruct
    void begin() {
        timers = new ScheduledThreadPoolExecutor(1, threads);
        timers.setRemoveOnCancelPolicy(true);
    }

    @PreDestroy
    void end() {
        timers.shutdownNow();
    }

    /** Limits the silence of a session, which is closed after so many milliseconds without a frame. */
    public void limit(Session session, long millis) {
        try {
            Field executor = session.getClass().getDeclaredField(EXECUTOR_FIELD);
            if (executor.getType() == ScheduledExecutorService.class) {
                executor.setAccessible(true);
                executor.set(session, timers);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "the session keeps the container''s timer: {0}", e);
        }
        session.setMaxIdleTimeout(millis);
    }
}
