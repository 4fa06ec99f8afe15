package org.souk.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.testing.Eventually;
import org.souk.testing.Patience;

/** A real agent, a process of its own, started by {@code ./souk node start}. */
public final class NodeAgent implements AutoCloseable {
    private final Seller seller;
    private final String name;
    private final OfferBody offer;
    private final Path home;
    private Process process;

    private NodeAgent(Seller seller, String name, OfferBody offer, Path home) {
        this.seller = seller;
        this.name = name;
        this.offer = offer;
        this.home = home;
    }

    /** Starts an agent on a fresh home, which enrols it, and waits until the market sees it. */
    static NodeAgent start(Seller seller, String name, OfferBody offer) {
        Path home = Repository.work("nodes").resolve(seller.account().name() + "-" + name);
        SharedControlPlane.delete(home);
        NodeAgent agent = new NodeAgent(seller, name, offer, home);
        agent.start();
        return agent;
    }

    /** Starts it again on the same home. */
    public void start() {
        process = launch();
        Eventually.holds("node " + name + " is connected", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the agent ended with " + process.exitValue() + ":\n" + log());
            }
            return isEnrolled() && node().connected();
        });
    }

    private boolean isEnrolled() {
        return Files.exists(home.resolve("node.json"));
    }

    /** Starts a process on this home and does not wait. */
    public Process launch() {
        List<String> arguments = new ArrayList<>(List.of("node", "start", "--home", home.toString(), "--name", name));
        arguments.addAll(List.of(
                "--cpu",
                offer.resources().cpuMillis() + "m",
                "--ram",
                Long.toString(offer.resources().ramBytes()),
                "--storage",
                Long.toString(offer.resources().storageBytes()),
                "--price-cpu",
                credits(offer.tariff().perGigaFuelMicros()),
                "--price-ram",
                credits(offer.tariff().perGibHourRamMicros()),
                "--price-storage",
                credits(offer.tariff().perGibHourStorageMicros()),
                offer.yieldToOwner() ? "--yield" : "--no-yield"));
        try {
            Files.createDirectories(home);
            Path console = home.resolve("console.log");
            return Repository.souk(seller.account().environment(), arguments.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String credits(long micros) {
        return java.math.BigDecimal.valueOf(micros, 6).toPlainString();
    }

    public String id() {
        return node().id();
    }

    public String name() {
        return name;
    }

    public Path home() {
        return home;
    }

    public Seller seller() {
        return seller;
    }

    public NodeBody node() {
        return seller.nodeNamed(name);
    }

    /** Its worker processes. */
    public List<ProcessHandle> workers() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** As a power cut would. */
    public void kill() {
        end(process.destroyForcibly());
    }

    /** As its owner would. */
    public void stop() {
        process.destroy();
        end(process);
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the agent did not stop within " + Patience.SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The end of what it printed. */
    public String log() {
        return SharedControlPlane.tail(home.resolve("console.log"), 40);
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            kill();
        }
    }
}
