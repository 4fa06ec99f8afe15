package org.souk.core.forecasting;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.Caller;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.forecast.Accuracy;
import org.souk.core.forecast.ForecastAccuracy;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadMeter;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.RunningForecast;
import org.souk.core.leader.Leader;
import org.souk.core.nodes.Nodes;

/**
 * Keeps the forecasts of all nodes' own loads up to date: once a step it closes what was measured, looks ahead, hands the
 * outlooks to the leader and compares what was said earlier with what came. Thread-safe; the turns come one after
 * the other, none of them in the planner's thread.
 */
public final class LoadForecasts {
    /** Heartbeats that are under way when a step ends belong to it. */
    static final Duration SETTLING = Duration.ofSeconds(3);

    /** Half an hour: so much is lost in a crash, and so seldom is each node's row written. */
    static final int WRITE_EVERY = 6;

    private static final Logger LOG = System.getLogger(LoadForecasts.class.getName());

    private final Nodes nodes;
    private final Leader leader;
    private final LoadMeter meter;
    private final LoadArchive archive;
    private final ForecastTraining training;
    private final Clock clock;
    private final ForecastAccuracy hindsight = new ForecastAccuracy();

    private boolean begun;
    private long latest = Long.MIN_VALUE;
    private long written;
    private RunningForecast running;
    private volatile LoadModel model;
    private volatile Map<NodeId, Outlook> outlooks = Map.of();
    private volatile Optional<Advance> last = Optional.empty();

    /**
     * How the last look ahead went.
     *
     * @param nodes with an outlook
     * @param took for all of them together
     */
    public record Advance(Instant at, int nodes, Duration took) {}

    public LoadForecasts(
            Nodes nodes, Leader leader, LoadMeter meter, LoadArchive archive, ForecastTraining training, Clock clock) {
        this.nodes = nodes;
        this.leader = leader;
        this.meter = meter;
        this.archive = archive;
        this.training = training;
        this.clock = clock;
    }

    /**
     * To be called every few seconds: reads what is stored the first time, and looks ahead when a step has ended.
     *
     * @return true when it has looked ahead
     */
    public synchronized boolean turn() {
        Instant now = clock.instant();
        if (!begun) {
            begin(now);
        }
        boolean first = takeModel();
        long step = LoadSeries.stepOf(now.minus(SETTLING)) - 1;
        if (step < latest) {
            putBack(step);
        }
        if (step <= latest && !first) {
            return false;
        }
        advance(step, now);
        latest = step;
        return true;
    }

    private void begin(Instant now) {
        long step = LoadSeries.stepOf(now);
        archive.recent(step - LoadMeter.KEPT).forEach(meter::resume);
        written = step;
        begun = true;
    }

    /** Changes over to the latest model; true when it is the first one. */
    private boolean takeModel() {
        Optional<LoadModel> latestModel = training.model();
        if (latestModel.isEmpty() || latestModel.get() == model) {
            return false;
        }
        boolean first = running == null;
        running = latestModel.get().begin(first ? archive.evidence() : running.evidence());
        model = latestModel.get();
        return first;
    }

    /** The clock was wrong and is right again, or the other way round. */
    private void putBack(long step) {
        LOG.log(Level.WARNING, "the clock was put back; the forecasts go on from then");
        latest = step - 1;
        written = Math.min(written, step);
        if (running != null) {
            running = model.begin(running.evidence());
        }
    }

    private void advance(long step, Instant now) {
        Map<NodeId, LoadSeries> histories = meter.close(step + 1);
        long before = System.nanoTime();
        Map<NodeId, Outlook> made = running == null ? Map.of() : running.advance(step, histories);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        leader.expect(made);
        outlooks = Map.copyOf(made);
        hindsight.turn(step, histories, made);
        last = Optional.of(new Advance(now, made.size(), took));
        if (step + 1 - written >= WRITE_EVERY) {
            write(step + 1, histories);
        }
    }

    /** Writes down what has ended since the last time; what fails is tried again with the next step. */
    private void write(long end, Map<NodeId, LoadSeries> histories) {
        try {
            archive.write(written, end, histories);
            if (running != null) {
                archive.keepEvidence(running.evidence());
            }
            written = end;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the nodes' loads could not be written down; the next step tries it again", e);
        }
    }

    /** The market ends: what has been measured is written down. */
    public synchronized void close() {
        if (begun) {
            long end = LoadSeries.stepOf(clock.instant());
            write(end, meter.close(end));
        }
    }

    /**
     * What is known and expected of a node's own load.
     *
     * @throws NotFound when it does not exist or is another's
     */
    public NodeOutlook of(Caller caller, NodeId node) {
        NodeId id = nodes.find(caller, node).node().id();
        Instant now = clock.instant();
        long end = LoadSeries.stepOf(now);
        return new NodeOutlook(
                id,
                meter.series(id).before(end).from(end - LoadSeries.STEPS_PER_DAY),
                Optional.ofNullable(outlooks.get(id)).filter(outlook -> now.isBefore(outlook.validUntil())),
                training.description(),
                (kind, horizon) -> hindsight.of(id, kind, horizon));
    }

    /** How the forecasts of all nodes together did. */
    public Accuracy overall(LoadKind kind, int horizon) {
        return hindsight.overall(kind, horizon);
    }

    /** For how many nodes which forecaster is the champion. */
    public Map<String, Integer> champions(LoadKind kind) {
        Map<String, Integer> champions = new HashMap<>();
        outlooks.values().stream()
                .flatMap(outlook -> (kind == LoadKind.CPU ? Optional.of(outlook.cpu()) : outlook.ram()).stream())
                .map(QuantileSeries::model)
                .forEach(name -> champions.merge(name, 1, Integer::sum));
        return champions;
    }

    /** Empty before the first step has ended. */
    public Optional<Advance> last() {
        return last;
    }
}
