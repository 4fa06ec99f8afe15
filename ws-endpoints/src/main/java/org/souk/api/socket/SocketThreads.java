package org.souk.api.socket;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * The threads that send frames. They have the application's context from their birth; the container's own executor
 * captures it anew for each task, which costs more than to send a frame.
 */
@ApplicationScoped
public class SocketThreads implements Executor {
    private static final int IDLE_SECONDS = 30;

    @Resource
    ManagedThreadFactory threads;

    private ThreadPoolExecutor pool;

    @PostConstruct
    void begin() {
        // After the end nobody is there to read what would be sent.
        pool = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads,
                new DiscardPolicy());
    }

    @PreDestroy
    void end() {
        pool.shutdownNow();
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }
}
