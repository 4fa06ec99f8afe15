package org.souk.lab.placement;

import com.netflix.fenzo.SchedulingResult;
import com.netflix.fenzo.TaskAssignmentResult;
import com.netflix.fenzo.TaskScheduler;
import com.netflix.fenzo.VMAssignmentResult;
import com.netflix.fenzo.VirtualMachineLease;
import com.netflix.fenzo.plugins.BinPackingFitnessCalculators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Netflix' Fenzo 1.0.1 as its users call it: it packs CPU and memory together, keeps the leases that it has, gets new
 * ones for what became free, and is told which of its assignments were carried out. It evaluates with as many threads
 * as there are processors. Assigning uses up all leases of a machine, so what is left of it is offered anew.
 */
final class FenzoPlacer implements Placer {
    private static final long NEVER_SECONDS = 1_000_000;

    private final Machines machines;
    private final TaskScheduler scheduler;
    private final Map<Integer, Amount> news = new HashMap<>();
    private final Map<Pod, PodRequest> requests = new HashMap<>();
    private long leases;

    /** @param goodEnough a fitness at which it stops looking for a better machine; empty: it looks at all, its default */
    FenzoPlacer(Machines machines, OptionalDouble goodEnough) {
        this.machines = machines;
        TaskScheduler.Builder builder = new TaskScheduler.Builder()
                .withFitnessCalculator(BinPackingFitnessCalculators.cpuMemBinPacker)
                .withLeaseOfferExpirySecs(NEVER_SECONDS)
                .withLeaseRejectAction(lease -> {
                    throw new IllegalStateException("Fenzo gave " + lease.hostname() + " back");
                })
                .disableShortfallEvaluation();
        goodEnough.ifPresent(enough -> builder.withFitnessGoodEnoughFunction(fitness -> fitness >= enough));
        scheduler = builder.build();
        for (int machine = 0; machine < machines.count(); machine++) {
            news.put(machine, machines.free(machine));
        }
        machines.running().forEach(placed -> scheduler
                .getTaskAssigner()
                .call(new PodRequest(placed.pod()), MachineLease.hostname(placed.machine())));
    }

    @Override
    public List<Placed> tick(List<Pod> waiting) {
        List<VirtualMachineLease> offers = new ArrayList<>(news.size());
        news.forEach((machine, amount) -> offers.add(new MachineLease(machine, amount, ++leases)));
        news.clear();
        List<PodRequest> asked = waiting.stream()
                .map(pod -> requests.computeIfAbsent(pod, PodRequest::new))
                .toList();
        SchedulingResult result = scheduler.scheduleOnce(asked, offers);
        if (!result.getExceptions().isEmpty()) {
            throw new IllegalStateException(
                    "Fenzo failed", result.getExceptions().get(0));
        }
        List<Placed> decisions = new ArrayList<>();
        for (VMAssignmentResult host : result.getResultMap().values()) {
            int machine = MachineLease.machine(host.getHostname());
            for (TaskAssignmentResult assigned : host.getTasksAssigned()) {
                scheduler.getTaskAssigner().call(assigned.getRequest(), host.getHostname());
                decisions.add(new Placed(((PodRequest) assigned.getRequest()).pod(), machine));
            }
        }
        return decisions;
    }

    @Override
    public void placed(Placed placed) {
        requests.remove(placed.pod());
        news.put(placed.machine(), machines.free(placed.machine()));
    }

    @Override
    public void ended(Placed placed) {
        scheduler.getTaskUnAssigner().call(PodRequest.id(placed.pod()), MachineLease.hostname(placed.machine()));
        news.merge(placed.machine(), placed.pod().needs(), Amount::plus);
    }

    @Override
    public void close() {
        scheduler.shutdown();
    }
}
