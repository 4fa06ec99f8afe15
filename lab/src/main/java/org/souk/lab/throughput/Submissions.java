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

/**
 * The ways in which tasks arrive.
 *
 * @param connections requests that are under way at the same time
 * @param batch tasks in one request, where they come as fast as they are taken
 */
record Submissions(NoOps noOps, int connections, int batch) {
    /** As fast as they are taken, in batches: each connection sends its next batch when the last was answered. */
    List<Taken> asFastAsTaken(int tasks) throws InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(connections);
        try {
            List<Future<List<Taken>>> sent = new ArrayList<>();
            for (int left = tasks; left > 0; left -= batch) {
                int size = Math.min(batch, left);
                sent.add(senders.submit(() -> noOps.submit(size)));
            }
            return answers(sent).stream().flatMap(List::stream).toList();
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
                sent.add(senders.schedule(() -> noOps.submit(), delayMicros, TimeUnit.MICROSECONDS));
            }
            return answers(sent);
        } finally {
            senders.shutdownNow();
        }
    }

    private static <T> List<T> answers(List<Future<T>> sent) throws InterruptedException {
        List<T> answers = new ArrayList<>(sent.size());
        for (Future<T> submission : sent) {
            try {
                answers.add(submission.get());
            } catch (ExecutionException e) {
                throw new ExperimentFailed(
                        "request " + (answers.size() + 1) + " of " + sent.size() + " was not taken: "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        }
        return answers;
    }
}
