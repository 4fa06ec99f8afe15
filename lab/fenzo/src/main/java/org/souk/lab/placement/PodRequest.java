package org.souk.lab.placement;

import com.netflix.fenzo.ConstraintEvaluator;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import java.util.List;
import java.util.Map;

/** A pod in Fenzo's words. Its CPU is in thousandths, as that of the machines: whole numbers add up exactly. */
final class PodRequest implements TaskRequest {
    private final Pod pod;
    private AssignedResources assigned;

    PodRequest(Pod pod) {
        this.pod = pod;
    }

    static String id(Pod pod) {
        return "pod-" + pod.number();
    }

    Pod pod() {
        return pod;
    }

    @Override
    public String getId() {
        return id(pod);
    }

    @Override
    public String taskGroupName() {
        return "";
    }

    @Override
    public double getCPUs() {
        return pod.needs().cpuMillis();
    }

    @Override
    public double getMemory() {
        return pod.needs().memoryMib();
    }

    @Override
    public double getNetworkMbps() {
        return 0;
    }

    @Override
    public double getDisk() {
        return 0;
    }

    @Override
    public int getPorts() {
        return 0;
    }

    @Override
    public Map<String, Double> getScalarRequests() {
        return Map.of();
    }

    @Override
    public Map<String, NamedResourceSetRequest> getCustomNamedResources() {
        return Map.of();
    }

    @Override
    public List<? extends ConstraintEvaluator> getHardConstraints() {
        return List.of();
    }

    @Override
    public List<? extends VMTaskFitnessCalculator> getSoftConstraints() {
        return List.of();
    }

    @Override
    public void setAssignedResources(AssignedResources resources) {
        assigned = resources;
    }

    @Override
    public AssignedResources getAssignedResources() {
        return assigned;
    }
}
