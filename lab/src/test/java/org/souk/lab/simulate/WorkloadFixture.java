package org.souk.lab.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Small workloads in seconds, and what a policy makes of them. */
final class WorkloadFixture {
    private final int processors;
    private final List<TracedJob> jobs = new ArrayList<>();
    private long preemptionCostMillis;

    private WorkloadFixture(int processors) {
        this.processors = processors;
    }

    static WorkloadFixture on(int processors) {
        return new WorkloadFixture(processors);
    }

    WorkloadFixture job(long submit, long run, int needs) {
        return job(submit, run, needs, run);
    }

    WorkloadFixture job(long submit, long run, int needs, long estimate) {
        jobs.add(new TracedJob(
                new Job(jobs.size(), submit * 1000, needs, estimate * 1000, OptionalLong.empty()), run * 1000));
        return this;
    }

    /** Of the job added last. */
    WorkloadFixture due(long deadline) {
        jobs.add(jobs.remove(jobs.size() - 1).due(deadline * 1000));
        return this;
    }

    WorkloadFixture preemptionCosts(long seconds) {
        preemptionCostMillis = seconds * 1000;
        return this;
    }

    Workload workload() {
        return new Workload("fixture", processors, jobs, 0);
    }

    /** In the order of the jobs. */
    List<JobOutcome> outcomes(Policy policy) {
        return new Replay(workload(), policy, preemptionCostMillis)
                .run().stream()
                        .sorted(Comparator.comparingInt(outcome -> outcome.job().index()))
                        .toList();
    }

    /** When each job starts, in seconds. */
    List<Long> starts(Policy policy) {
        return outcomes(policy).stream()
                .map(outcome -> outcome.startedMillis() / 1000)
                .toList();
    }
}
