package org.souk.ml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadTrainer;
import org.souk.core.forecast.TrainingOrder;
import org.souk.core.forecast.TrainingRecord;
import org.souk.core.forecast.UnreadableModel;
import org.souk.ml.champion.ExpertSet;
import org.souk.ml.expert.Baseline;
import org.souk.ml.expert.Expert;
import org.souk.ml.expert.SpreadExpert;
import org.souk.ml.expert.TrainingSet;
import org.souk.ml.lstm.LstmExpert;
import org.souk.ml.weka.QuantileForest;
import org.souk.ml.weka.Regressor;

/**
 * Trains all experts of both kinds of load. One model of each for all nodes: a node that is new has the same; what is
 * special of a node is told by its features.
 *
 * <p>The work depends on the limits below, not on how many nodes there are or how long their histories go back.
 */
public final class LoadTraining implements LoadTrainer {
    private static final int MOST_LEARNT = 12_000;
    private static final int MOST_JUDGED = 4_000;
    private static final int EPOCHS = 8;
    private static final int WINDOWS_AN_EPOCH = 20_000;
    /** With fewer windows nothing is learnt that is worth its place. */
    private static final int LEAST_LEARNT = 300;
    /** What of the budget may be used before a training begins; the network's may go on until that of its end. */
    private static final double[] BEGIN = {0.4, 0.85};

    private static final double[] END = {0.5, 0.95};

    @Override
    public StoredModel train(Collection<LoadSeries> histories, TrainingOrder order) throws InterruptedException {
        CpuBudget budget = new CpuBudget(order.cpuBudget());
        List<LoadSeries> seen = histories.stream()
                .map(series -> series.before(order.judgeBefore()))
                .filter(series -> !series.isEmpty())
                .toList();
        Map<LoadKind, ExpertSet> panels = new EnumMap<>(LoadKind.class);
        for (LoadKind kind : LoadKind.values()) {
            panels.put(kind, panel(seen, kind, order, budget));
        }
        TrainingRecord record = new TrainingRecord(order.judgeBefore(), seen.size(), budget.spent());
        return new StoredModel(panels, record);
    }

    @Override
    public LoadModel read(byte[] stored) throws UnreadableModel {
        return StoredModel.read(stored);
    }

    private static ExpertSet panel(List<LoadSeries> seen, LoadKind kind, TrainingOrder order, CpuBudget budget)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(order.seed() * LoadKind.values().length + kind.ordinal());
        long first = seen.stream().mapToLong(LoadSeries::firstStep).min().orElse(0);
        TrainingSet learn = TrainingSet.draw(seen, kind, first, order.learnBefore(), MOST_LEARNT, random);
        TrainingSet judge = TrainingSet.draw(seen, kind, order.learnBefore(), order.judgeBefore(), MOST_JUDGED, random);
        List<Expert> experts = new ArrayList<>();
        for (Baseline baseline : Baseline.values()) {
            experts.add(SpreadExpert.judged(baseline, judge.windows(), judge.came()));
        }
        if (learn.size() >= LEAST_LEARNT) {
            learn(experts, learn, judge, random, budget, kind);
            long seed = random.nextLong();
            if (budget.isWithin(END[kind.ordinal()])) {
                experts.add(LstmExpert.train(
                        epoch -> TrainingSet.draw(
                                seen,
                                kind,
                                first,
                                order.learnBefore(),
                                WINDOWS_AN_EPOCH,
                                new SplittableRandom(seed + epoch)),
                        judge,
                        EPOCHS,
                        seed,
                        () -> budget.isWithin(END[kind.ordinal()])));
            }
        }
        return ExpertSet.judged(experts, judge);
    }

    private static void learn(
            List<Expert> experts,
            TrainingSet learn,
            TrainingSet judge,
            SplittableRandom random,
            CpuBudget budget,
            LoadKind kind)
            throws InterruptedException {
        for (Regressor regressor : Regressor.values()) {
            if (budget.isWithin(BEGIN[kind.ordinal()])) {
                experts.add(SpreadExpert.judged(regressor.train(learn), judge.windows(), judge.came()));
            }
        }
        long seed = random.nextLong();
        if (budget.isWithin(BEGIN[kind.ordinal()])) {
            experts.add(QuantileForest.train(learn, seed));
        }
    }
}
