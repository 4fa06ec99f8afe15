package org.souk.lab.placement;

import com.netflix.fenzo.VirtualMachineLease;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos;

/** What is free on a machine, in Fenzo's words. */
final class MachineLease implements VirtualMachineLease {
    private static final String PREFIX = "machine-";

    private final int machine;
    private final Amount amount;
    private final long number;
    private final long offeredMillis = System.currentTimeMillis();

    /** @param number unique within a trial */
    MachineLease(int machine, Amount amount, long number) {
        this.machine = machine;
        this.amount = amount;
        this.number = number;
    }

    static String hostname(int machine) {
        return PREFIX + machine;
    }

    static int machine(String hostname) {
        return Integer.parseInt(hostname.substring(PREFIX.length()));
    }

    @Override
    public String getId() {
        return "lease-" + number;
    }

    @Override
    public long getOfferedTime() {
        return offeredMillis;
    }

    @Override
    public String hostname() {
        return hostname(machine);
    }

    @Override
    public String getVMID() {
        return hostname(machine);
    }

    @Override
    public double cpuCores() {
        return amount.cpuMillis();
    }

    @Override
    public double memoryMB() {
        return amount.memoryMib();
    }

    @Override
    public double networkMbps() {
        return 0;
    }

    @Override
    public double diskMB() {
        return 0;
    }

    @Override
    public List<Range> portRanges() {
        return List.of();
    }

    /** There is no Mesos here. Fenzo only hands it on to plug-ins, of which those used here do not look at it. */
    @Override
    public Protos.Offer getOffer() {
        return null;
    }

    /** Fenzo asks for the attribute null, which the maps of {@code Map.of} do not bear. */
    @Override
    public Map<String, Protos.Attribute> getAttributeMap() {
        return Collections.emptyMap();
    }

    @Override
    public Double getScalarValue(String name) {
        return null;
    }

    @Override
    public Map<String, Double> getScalarValues() {
        return Map.of();
    }
}
