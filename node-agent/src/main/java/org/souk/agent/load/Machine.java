package org.souk.agent.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.souk.protocol.rest.HardwareBody;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** This machine. Loads are averages since the measurement before. For one thread. */
public final class Machine {
    private final OperatingSystem system;
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private long[] ticks;
    private Map<Long, Long> taskMillis = new HashMap<>();
    private long measuredAt = System.nanoTime();

    public Machine() {
        SystemInfo info = new SystemInfo();
        system = info.getOperatingSystem();
        processor = info.getHardware().getProcessor();
        memory = info.getHardware().getMemory();
        ticks = processor.getSystemCpuLoadTicks();
    }

    /**
     * What the machine has.
     *
     * @param disk a folder on the disk whose size counts
     * @param isolation what holds the workers
     */
    public HardwareBody hardware(Path disk, String isolation) throws IOException {
        return new HardwareBody(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                processor.getProcessorIdentifier().getName().strip(),
                cores(),
                memory.getTotal(),
                Files.getFileStore(disk).getTotalSpace(),
                System.getProperty("java.version"),
                agentVersion(),
                isolation);
    }

    public int cores() {
        return processor.getLogicalProcessorCount();
    }

    public long ramBytes() {
        return memory.getTotal();
    }

    private static String agentVersion() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * Measures.
     *
     * @param workers process ids; one that has ended counts nothing
     */
    public Load measure(List<Long> workers) {
        long now = System.nanoTime();
        double cpu = clamped(100 * processor.getSystemCpuLoadBetweenTicks(ticks));
        ticks = processor.getSystemCpuLoadTicks();
        double elapsedMillis = Math.max(1, (now - measuredAt) / 1e6);
        measuredAt = now;
        Map<Long, Long> millis = new HashMap<>();
        long used = 0;
        long resident = 0;
        for (long pid : workers) {
            OSProcess process = system.getProcess(Math.toIntExact(pid));
            if (process != null) {
                long total = process.getKernelTime() + process.getUserTime();
                millis.put(pid, total);
                used += Math.max(0, total - taskMillis.getOrDefault(pid, 0L));
                resident += process.getResidentSetSize();
            }
        }
        taskMillis = millis;
        double tasks = Math.min(cpu, clamped(100.0 * used / elapsedMillis / cores()));
        double ram = clamped(100.0 * (memory.getTotal() - memory.getAvailable()) / memory.getTotal());
        return new Load(cpu, ram, tasks, resident);
    }

    private static double clamped(double percent) {
        return Double.isFinite(percent) ? Math.max(0, Math.min(100, percent)) : 0;
    }
}
