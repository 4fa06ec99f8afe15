package org.souk.lab.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.throughput.NoOps.Taken;

/** The ways in which tasks arrive. */
record Submissions(NoOps noOps, int connections) {
    /** As fast as they are taken: each connection sends its next task when the last was answered. */
    List<Taken> asFastAsTaken(int tasks) throws InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Taken>> sent = new ArrayList<>(tasks);
            for (int i = 0; i < tasks; i++) {
                sent.add(senders.submit(noOps::submit));
            }
            return answers(sent);
        } finally {
            senders.shutdownNow();
        }
    }

    /** At a steady rate, whether or not the earlier ones were answered, as far as there are connections. */
    List<Taken> atRate(int perSecond, int seconds) throws InterruptedException {
        ScheduledExecutorService senders = Executors.newScheduledThreadPool(connections);
        try {
            int tasks = perSecond * seconds;
            List<Future<Taken>> sent = new ArrayList<>(tasks);
            for (int i = 0; i < tasks; i++) {
                long delayMicros = TimeUnit.SECONDS.toMicros(i) / perSecond;
                sent.add(senders.schedule(noOps::submit, delayMicros, TimeUnit.MICROSECONDS));
            }
            return answers(sent);
        } finally {
            senders.shutdownNow();
        }
    }

    private static List<Taken> answers(List<Future<Taken>> sent) throws InterruptedException {
        List<Taken> taken = new ArrayList<>(sent.size());
        for (Future<Taken> submission : sent) {
            try {
                taken.add(submission.get());
            } catch (ExecutionException e) {
                throw new ExperimentFailed(
                        "task " + (taken.size() + 1) + " of " + sent.size() + " was not taken: "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        }
        return taken;
    }
}
