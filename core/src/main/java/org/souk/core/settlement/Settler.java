package org.souk.core.settlement;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MarketClock;
import org.souk.core.common.Transactions;
import org.souk.core.events.TaskNews;
import org.souk.core.link.NodeLink;
import org.souk.core.live.LiveState;
import org.souk.core.settlement.Settlement.Outcome;
import org.souk.core.settlement.Settlement.Settled;
import org.souk.core.task.AttemptReport;

/**
 * Settles what nodes report, in batches, and tells of it. One thread settles; any may report.
 *
 * <p>What fails is lost here only: an agent keeps a report until it is acknowledged and repeats it.
 */
public final class Settler {
    private static final Logger LOG = System.getLogger(Settler.class.getName());
    private static final int BATCH = 200;

    private final Settlement settlement;
    private final Transactions transactions;
    private final LiveState live;
    private final UnpersistedReports sightings;
    private final TaskNews news;
    private final MarketClock clock;
    private final ConcurrentLinkedQueue<AttemptReport> reports = new ConcurrentLinkedQueue<>();

    public Settler(
            Settlement settlement,
            Transactions transactions,
            LiveState live,
            UnpersistedReports sightings,
            TaskNews news,
            MarketClock clock) {
        this.settlement = settlement;
        this.transactions = transactions;
        this.live = live;
        this.sightings = sightings;
        this.news = news;
        this.clock = clock;
    }

    /** Leaves a node's last word on an attempt to be settled soon. */
    public void report(AttemptReport report) {
        reports.add(report);
    }

    /** Settles what has been reported. */
    public void settleReports() {
        while (!reports.isEmpty()) {
            List<AttemptReport> batch = new ArrayList<>();
            while (batch.size() < BATCH && !reports.isEmpty()) {
                batch.add(reports.remove());
            }
            settle(batch);
        }
    }

    /** Settles these reports at once. */
    public void settle(List<AttemptReport> batch) {
        Outcome outcome;
        try {
            outcome = transactions.call(() -> settlement.settle(batch, sightings, clock.instant()));
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                giveBack(batch.get(0), e);
            } else {
                // One bad report must not hold up the others.
                batch.forEach(report -> settle(List.of(report)));
            }
            return;
        }
        outcome.settled().forEach(this::tell);
        outcome.followers().forEach(news::stored);
    }

    private void giveBack(AttemptReport report, RuntimeException cause) {
        LOG.log(Level.ERROR, "cannot settle attempt " + report.attempt() + " of task " + report.task(), cause);
        live.link(report.node()).ifPresent(link -> link.close("a report could not be settled: report again"));
    }

    private void tell(Settled settled) {
        AttemptReport report = settled.report();
        Optional<NodeLink> link = live.link(report.node());
        sightings.forget(new AttemptKey(report.task(), report.attempt()));
        TrackRecords.shownBy(settled).ifPresent(shown -> live.recorded(report.node(), shown));
        // Whatever became of it, the agent need not repeat it.
        link.ifPresent(l -> l.acknowledge(report.task(), report.attempt()));
        switch (settled.verdict()) {
            case ENDED, REQUEUED -> settled.task().ifPresent(news::stored);
            case STALE -> settled.task().ifPresent(task -> live.changed(task.summary(), clock.instant()));
            case FOREIGN ->
                link.ifPresent(l -> l.close("reported attempt " + report.attempt() + " of task " + report.task()
                        + ", which this node does not hold"));
        }
    }
}
