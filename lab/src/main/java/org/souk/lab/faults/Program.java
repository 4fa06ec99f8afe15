package org.souk.lab.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.content.MarketContent;
import org.souk.core.replay.RunEnd;
import org.souk.core.replay.RunResult;
import org.souk.core.replay.RunTerms;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.PrivateMarket;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.replay.run.TaskReplay;
import org.souk.replay.run.WireTerms;

/**
 * The program of all tasks, and how it ends undisturbed.
 *
 * @param module CID
 * @param undisturbed with the label {@link #NOBODY}
 */
record Program(String module, RunResult undisturbed) {
    static final ResourcesBody RESOURCES = new ResourcesBody(250, 48L << 20, 16L << 20);
    static final long MAX_PRICE_MICROS = 1_000_000;

    /** A label that no task has. */
    static final String NOBODY = "00000000";

    /** What a snapshot weighs, about: the program's heap does not compress. */
    static final long SNAPSHOT_BYTES = 8L << 20;

    /** Well within the price on every node: no move is given up for want of money. */
    private static final int SPARE = 2;

    private static final int HEAP_MIB = 8;
    /** Some seconds of a core. Not measured: a machine that is busy just then would have programs end before they move. */
    private static final int STEPS = 10_000;

    private static final long WALL_LIMIT_SECONDS = 600;

    /** Uploads it and runs it here. */
    static Program prepare(MarketClient buyer, Path folder, Path file) throws IOException, InterruptedException {
        String module = buyer.upload(file).cid();
        TaskReplay replay = new TaskReplay(
                Files.createDirectories(folder.resolve("replay")),
                new MarketContent(
                        buyer, Files.createDirectories(folder.resolve("scratch")), new Retry(Duration.ofSeconds(30))));
        RunResult found = run(replay, module);
        PrivateMarket.say(String.format(
                Locale.ROOT,
                "undisturbed, the program takes %.1f s and uses %,d fuel",
                found.use().wall().toMillis() / 1e3,
                found.fuel()));
        return new Program(module, found);
    }

    private static RunResult run(TaskReplay replay, String module) throws IOException, InterruptedException {
        RunTerms terms = new RunTerms(
                "reference",
                new RunTerms.Program(module, arguments(NOBODY), null, Optional.empty()),
                WireTerms.content(null, null, outputs()),
                WireTerms.limits(RESOURCES, Long.MAX_VALUE, Duration.ofSeconds(WALL_LIMIT_SECONDS)));
        RunResult found = replay.of(terms, progress -> {});
        if (found.end() != RunEnd.SUCCESS) {
            throw new ExperimentFailed("the program ends here with " + found.end() + " " + found.detail());
        }
        return found;
    }

    private static List<String> arguments(String label) {
        return List.of(label, Integer.toString(HEAP_MIB), Integer.toString(STEPS));
    }

    private static List<String> outputs() {
        return List.of("/" + Errand.FILE);
    }

    /** A task that runs it. */
    TaskRequest request(String label) {
        return new TaskRequest(
                label,
                module,
                arguments(label),
                null,
                null,
                null,
                outputs(),
                RESOURCES,
                null,
                null,
                MAX_PRICE_MICROS,
                WALL_LIMIT_SECONDS,
                undisturbed.fuel() * SPARE);
    }
}
