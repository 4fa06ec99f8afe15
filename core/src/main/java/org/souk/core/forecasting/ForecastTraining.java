package org.souk.core.forecasting;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.souk.core.forecast.ForecastRules;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadTrainer;
import org.souk.core.forecast.ModelStore.Kept;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecast.TrainingOrder;
import org.souk.core.forecast.UnreadableModel;

/**
 * Has models of load trained in time, one training at a time, and keeps them. A training that fails is logged and leaves
 * the former model. Thread-safe.
 */
public final class ForecastTraining {
    private static final Logger LOG = System.getLogger(ForecastTraining.class.getName());

    private final LoadTrainer trainer;
    private final LoadArchive archive;
    private final ForecastRules rules;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    private volatile Optional<Trained> latest = Optional.empty();
    private volatile boolean begun;
    private volatile Instant notBefore = Instant.MIN;
    private volatile Duration lastCpu = Duration.ZERO;
    private volatile long trainings;
    private volatile long failures;

    private record Trained(LoadModel model, Instant at) {}

    public ForecastTraining(LoadTrainer trainer, LoadArchive archive, ForecastRules rules, Clock clock) {
        this.trainer = trainer;
        this.archive = archive;
        this.rules = rules;
        this.clock = clock;
    }

    /** True when a training should begin; that is seen from time alone, {@link #train} looks at the histories. */
    public boolean isDue() {
        Instant now = clock.instant();
        boolean old = latest.map(trained -> !now.isBefore(trained.at().plus(rules.trainingEvery())))
                .orElse(begun);
        return old && !busy.get() && !now.isBefore(notBefore);
    }

    /**
     * Trains a model in the calling thread and keeps it, unless another thread does so already or there is too little to
     * learn from.
     *
     * @throws InterruptedException when the thread was interrupted; nothing has changed then
     */
    public void train() throws InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            Instant start = clock.instant();
            notBefore = start.plus(retry());
            long step = LoadSeries.stepOf(start);
            long seed = start.getEpochSecond();
            List<LoadSeries> histories = archive.histories(step, seed);
            if (latest.isPresent() || histories.stream().anyMatch(this::isEnough)) {
                take(trainer.train(histories, TrainingOrder.of(histories, rules.cpuBudget(), seed)));
            }
        } catch (RuntimeException e) {
            failures++;
            notBefore = clock.instant().plus(ForecastRules.AFTER_FAILURE);
            LOG.log(Level.ERROR, "a training of the forecasts failed; the former model stays", e);
        } finally {
            busy.set(false);
        }
    }

    /** Without a model, the histories are looked at every few minutes. */
    private Duration retry() {
        return latest.isPresent() ? ForecastRules.AFTER_FAILURE : LoadSeries.STEP;
    }

    private boolean isEnough(LoadSeries history) {
        return LoadSeries.STEP.multipliedBy(history.size()).compareTo(rules.enough()) >= 0;
    }

    private void take(LoadModel model) {
        Instant now = clock.instant();
        archive.keep(new Kept(model.version(), now, model.bytes()));
        latest = Optional.of(new Trained(model, now));
        lastCpu = model.training().cpu();
        trainings++;
        LOG.log(
                Level.INFO,
                "trained model {0} of the nodes'' loads on {1} nodes in {2} s of CPU time",
                model.version(),
                model.training().nodes(),
                lastCpu.toSeconds());
    }

    /** The model that forecasts are to be made with; the first call reads the stored one. */
    synchronized Optional<LoadModel> model() {
        if (!begun) {
            archive.model().ifPresent(this::restore);
            begun = true;
        }
        return latest.map(Trained::model);
    }

    private void restore(Kept kept) {
        try {
            LoadModel model = trainer.read(kept.bytes());
            latest = Optional.of(new Trained(model, kept.trainedAt()));
            lastCpu = model.training().cpu();
        } catch (UnreadableModel e) {
            LOG.log(Level.WARNING, "model " + kept.version() + " cannot be read; another one is trained", e);
        }
    }

    /** Which model that is; empty before the first training. */
    public Optional<NodeOutlook.Model> description() {
        return latest.map(trained -> new NodeOutlook.Model(trained.model().version(), trained.at()));
    }

    /** CPU time of the training that made the present model; zero without one. */
    public Duration lastCpu() {
        return lastCpu;
    }

    /** Trainings that have ended well since the start. */
    public long trainings() {
        return trainings;
    }

    /** Trainings that have failed since the start. */
    public long failures() {
        return failures;
    }
}
