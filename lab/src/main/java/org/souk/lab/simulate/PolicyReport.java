package org.souk.lab.simulate;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.souk.lab.Percentiles;

/**
 * What came of one policy; the order of the fields is that of the JSON.
 *
 * @param utilization useful work by what the processors could have done from the first submission to the last end
 * @param makespanSeconds from the first submission to the last end, in virtual time
 * @param deadlinesAccepted promises of a policy that promises; for one that does not, deadlines that it met
 * @param deadlineMissRatio missed promises by promises; for a policy that promises none, missed deadlines by deadlines
 * @param preemptions suspensions
 * @param wallSeconds that the simulation took
 */
record PolicyReport(
        double meanBoundedSlowdown,
        double p95BoundedSlowdown,
        double meanWaitSeconds,
        double utilization,
        double makespanSeconds,
        int deadlinesAccepted,
        double deadlineMissRatio,
        long preemptions,
        double wallSeconds) {

    static PolicyReport of(List<JobOutcome> outcomes, int processors, boolean promises, Duration wall) {
        double makespan = makespanSeconds(outcomes);
        double work = outcomes.stream().mapToDouble(JobOutcome::processorMillis).sum() / 1000;
        Predicate<JobOutcome> counted =
                promises ? outcome -> outcome.hasDeadline() && outcome.promised() : JobOutcome::hasDeadline;
        long due = outcomes.stream().filter(counted).count();
        long met = outcomes.stream()
                .filter(counted)
                .filter(JobOutcome::metDeadline)
                .count();
        return new PolicyReport(
                rounded(mean(outcomes, JobOutcome::boundedSlowdown)),
                rounded(new Percentiles(outcomes.stream()
                                .map(JobOutcome::boundedSlowdown)
                                .toList())
                        .at(95)),
                rounded(mean(outcomes, JobOutcome::waitSeconds)),
                rounded(work / (processors * makespan)),
                rounded(makespan),
                (int) (promises ? due : met),
                due == 0 ? 0 : (due - met) / (double) due,
                outcomes.stream().mapToLong(JobOutcome::preemptions).sum(),
                rounded(wall.toNanos() / 1e9));
    }

    private static double mean(List<JobOutcome> outcomes, ToDoubleFunction<JobOutcome> figure) {
        return outcomes.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static double makespanSeconds(List<JobOutcome> outcomes) {
        long first = outcomes.stream()
                .mapToLong(outcome -> outcome.job().submitMillis())
                .min()
                .orElseThrow();
        long last =
                outcomes.stream().mapToLong(JobOutcome::finishedMillis).max().orElseThrow();
        return (last - first) / 1000.0;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
