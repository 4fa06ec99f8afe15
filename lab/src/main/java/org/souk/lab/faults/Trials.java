package org.souk.lab.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.souk.client.Retry;
import org.souk.lab.Books;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.PrivateMarket;
import org.souk.protocol.rest.LedgerBody;
import org.souk.protocol.rest.MoveBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TransferBody;

/** Lets tasks move while something goes wrong, a few at a time, and looks at what came of it. */
final class Trials {
    private static final Retry RETRY = new Retry(Duration.ofMinutes(5));
    private static final long LOOK_MILLIS = 100;
    private static final Duration TIDY = Duration.ofSeconds(20);

    /** A fault that misses so many moves for each that it hits is no experiment. */
    private static final int TRIES = 4;

    private final Scene scene;
    private final Program program;
    private final CopyWatch watch;
    private final long seed;
    private final Dispatch dispatch;
    private final ResultCheck results;
    private final BillCheck bills;
    private final LeftOvers leftOvers;
    private final Tally tally = new Tally();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "errand");
        thread.setDaemon(true);
        return thread;
    });
    private int labels;

    /** @param folder for what the tasks wrote */
    Trials(Scene scene, Program program, CopyWatch watch, Path folder, long seed) {
        this.scene = scene;
        this.program = program;
        this.watch = watch;
        this.seed = seed;
        this.dispatch = new Dispatch(scene.buyer().client());
        this.results = new ResultCheck(scene.buyer().client(), folder, program.undisturbed());
        this.bills = new BillCheck(scene.seats().stream().collect(Collectors.toMap(Seat::node, Function.identity())));
        this.leftOvers = new LeftOvers(scene.seats());
    }

    Tally tally() {
        return tally;
    }

    /** Until the fault has hit so many moves. */
    void run(Fault fault, int runs) throws IOException, InterruptedException {
        int tried = 0;
        for (int round = 0; tally.runs(fault) < runs; round++) {
            if (tried >= runs * TRIES + TRIES) {
                throw new ExperimentFailed(fault + " hits no move");
            }
            int many = Math.min(fault.atOnce(), runs - tally.runs(fault));
            // The draws of a round depend on nothing but the seed, the fault and the round.
            Random draw = new Random(seed * 1_000_003 + fault.ordinal() * 10_007L + round);
            round(fault, many, draw);
            tried += many;
        }
    }

    private void round(Fault fault, int many, Random draw) throws IOException, InterruptedException {
        List<Errand> errands = depart(many, draw);
        if (errands.isEmpty()) {
            return;
        }
        Mishap mishap = fault.draw(scene, errands, draw);
        mishap.arm();
        List<TaskBody> ended;
        try {
            ended = together(errands, errand -> {
                dispatch.migrate(errand.task(), errand.target().node());
                return dispatch.awaitEnd(errand.task());
            });
        } finally {
            mishap.mend();
            errands.forEach(errand -> scene.traffic().remove(errand.trace()));
        }
        scene.market().awaitNodes();
        List<Finding> ofAll = new ArrayList<>(tidy());
        long sum = RETRY.call(() -> scene.market().operator().get("/ledger", LedgerBody.class))
                .sumMicros();
        if (sum != 0) {
            ofAll.add(new Finding(Flaw.BILLED_TWICE, "the ledger sums to " + sum));
        }
        List<TransferBody> transfers = new Books(scene.market().operator()).transfers();
        for (int i = 0; i < errands.size(); i++) {
            judge(fault, mishap, errands.get(i), ended.get(i), transfers, ofAll);
        }
    }

    /** Submits tasks, and waits until they run. */
    private List<Errand> depart(int many, Random draw) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            names.add(String.format("%08d", ++labels));
        }
        List<String> tasks = together(names, label -> dispatch.submit(program.request(label)));
        List<TaskBody> running = together(tasks, dispatch::awaitRunning);
        List<Errand> errands = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            TaskBody task = running.get(i);
            List<Seat> others = new ArrayList<>(scene.seats());
            Seat source = others.stream()
                    .filter(seat -> seat.node().equals(task.node()))
                    .findFirst()
                    .orElseThrow();
            others.remove(source);
            MoveTrace trace = new MoveTrace(task.id());
            scene.traffic().add(trace);
            errands.add(new Errand(task.id(), names.get(i), source, others.get(draw.nextInt(others.size())), trace));
        }
        return errands;
    }

    private void judge(
            Fault fault, Mishap mishap, Errand errand, TaskBody task, List<TransferBody> transfers, List<Finding> ofAll)
            throws IOException, InterruptedException {
        List<Finding> found = new ArrayList<>(ofAll);
        found.addAll(results.of(task, errand.label()));
        found.addAll(bills.of(task, transfers));
        int copies = watch.lives().most(errand.label());
        int lived = watch.lives().lived(errand.label());
        watch.lives().forget(errand.label());
        if (copies == 0) {
            throw new ExperimentFailed("task " + task.id() + " ended, but was never seen to run");
        }
        if (copies > 1) {
            found.add(new Finding(Flaw.TWO_COPIES, copies + " copies lived at a time"));
        }
        boolean hit = mishap.hit(errand);
        Outcome outcome = new Outcome(Outcome.Way.of(task, lived), copies, found);
        // A flaw counts whether the fault hit a move or not.
        if (hit || !found.isEmpty()) {
            tally.add(fault, outcome);
        }
        PrivateMarket.say(fault + " " + tally.runs(fault) + ": task " + task.id() + " " + outcome.way() + reasons(task)
                + (hit ? ", " : ", not hit, ") + mishap + (found.isEmpty() ? "" : "  !!! " + found));
    }

    private static String reasons(TaskBody task) {
        List<String> why = task.moves().stream()
                .map(MoveBody::failure)
                .filter(Objects::nonNull)
                .toList();
        return why.isEmpty() ? "" : " since " + String.join("; ", why);
    }

    private List<Finding> tidy() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> there = leftOvers.now();
        while (!there.isEmpty() && System.nanoTime() - began < TIDY.toNanos()) {
            Thread.sleep(LOOK_MILLIS);
            there = leftOvers.now();
        }
        return there.stream().map(what -> new Finding(Flaw.LEFT_OVER, what)).toList();
    }

    private interface Work<A, B> {
        B of(A one) throws IOException, InterruptedException;
    }

    private <A, B> List<B> together(List<A> all, Work<A, B> work) throws IOException, InterruptedException {
        List<Callable<B>> calls =
                all.stream().map(one -> (Callable<B>) () -> work.of(one)).toList();
        List<B> done = new ArrayList<>();
        for (Future<B> call : threads.invokeAll(calls)) {
            try {
                done.add(call.get());
            } catch (ExecutionException e) {
                throw new ExperimentFailed(String.valueOf(e.getCause().getMessage()), e.getCause());
            }
        }
        return done;
    }
}
