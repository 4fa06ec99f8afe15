package org.souk.agent.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.souk.protocol.node.TransferTicket;
import org.souk.testing.Patience;

/**
 * Measures transfers within this process: {@code relay|direct MEBIBYTES RUNS}. Run with a small heap it shows that memory
 * is bounded.
 */
final class TransferTiming {
    private TransferTiming() {}

    public static void main(String[] arguments) throws Exception {
        boolean direct = arguments[0].equals("direct");
        int mebibytes = Integer.parseInt(arguments[1]);
        int runs = Integer.parseInt(arguments[2]);
        Path folder = Files.createTempDirectory("transfer");
        Path snapshot = folder.resolve("snapshot");
        Path received = folder.resolve("received");
        write(snapshot, mebibytes);
        double[] millis = new double[runs];
        double[] cpu = new double[runs];
        double[] opening = new double[runs];
        try (Bridge bridge = Bridge.open();
                NodeTransfers source = new NodeTransfers("127.0.0.1", Bridge.token("source"), Optional.empty());
                NodeTransfers target = new NodeTransfers(
                        "127.0.0.1",
                        Bridge.token("target"),
                        Optional.of(new TransferAddress("127.0.0.1", Loopback.freePort())))) {
            TransferTicket ticket =
                    Loopback.ticket(bridge.address(), direct ? target.direct().orElseThrow() : null);
            for (int run = 0; run < runs; run++) {
                long called = System.nanoTime();
                try (Arrival arrival = target.arrive(ticket, received, Patience.LIMIT);
                        Departure departure = source.depart(ticket, Patience.LIMIT)) {
                    departure.awaitTarget(Patience.LIMIT);
                    long begun = System.nanoTime();
                    long cpuBegun = cpuNanos();
                    departure.send(snapshot);
                    arrival.await();
                    cpu[run] = (cpuNanos() - cpuBegun) / 1e6;
                    millis[run] = (System.nanoTime() - begun) / 1e6;
                    opening[run] = (begun - called) / 1e6;
                }
                if (Files.mismatch(snapshot, received) >= 0) {
                    throw new AssertionError("the snapshot has changed on the way");
                }
            }
        } finally {
            Files.deleteIfExists(snapshot);
            Files.deleteIfExists(received);
            Files.deleteIfExists(folder);
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %d MiB: first %.1f ms after %.1f ms of opening%n",
                arguments[0],
                mebibytes,
                millis[0],
                opening[0]);
        System.out.println("cpu ms by run: "
                + Arrays.toString(Arrays.stream(cpu).mapToLong(Math::round).toArray()));
        Arrays.sort(cpu);
        System.out.printf(Locale.ROOT, "median cpu %.1f ms%n", cpu[runs / 2]);
        Arrays.sort(millis);
        Arrays.sort(opening);
        double median = millis[runs / 2];
        System.out.printf(
                Locale.ROOT,
                "median %.1f ms, %.0f MiB/s, opening %.1f ms%n",
                median,
                mebibytes / median * 1000,
                opening[runs / 2]);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static void write(Path file, int mebibytes) throws Exception {
        Random random = new Random(1);
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }
}
