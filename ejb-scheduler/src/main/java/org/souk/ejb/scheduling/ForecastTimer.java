package org.souk.ejb.scheduling;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.souk.core.forecasting.ForecastTraining;
import org.souk.core.forecasting.LoadForecasts;
import org.souk.core.forecasting.LoadForecasts.Advance;
import org.souk.core.health.GuardedTurns;

/**
 * Keeps the forecasts of the nodes' loads up to date in the timer's own thread, and begins trainings in a thread of low
 * priority. The timers are not persistent: every instance has its own.
 */
@Singleton
@Startup
@DependsOn("SchedulerTimer")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ForecastTimer {
    private static final Logger LOG = System.getLogger(ForecastTimer.class.getName());

    @Inject
    LoadForecasts forecasts;

    @Inject
    ForecastTraining training;

    @Inject
    Event<Advance> advances;

    @Inject
    GuardedTurns turns;

    @Resource
    ManagedThreadFactory threads;

    private volatile Thread trainer;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void everyFewSeconds() {
        turns.run("forecasts", this::lookAhead);
    }

    private void lookAhead() {
        if (forecasts.turn()) {
            forecasts.last().ifPresent(advances::fire);
        }
    }

    @Schedule(hour = "*", minute = "*", second = "2/10", persistent = false)
    void everyTenSeconds() {
        turns.run("forecast training", this::beginTraining);
    }

    private void beginTraining() {
        Thread former = trainer;
        if (training.isDue() && (former == null || !former.isAlive())) {
            Thread thread = threads.newThread(this::train);
            thread.setName("souk-forecast-training");
            thread.setPriority(Thread.MIN_PRIORITY);
            trainer = thread;
            thread.start();
        }
    }

    private void train() {
        try {
            training.train();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        Thread underWay = trainer;
        if (underWay != null) {
            underWay.interrupt();
        }
        try {
            forecasts.close();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the last loads of the nodes were not written down", e);
        }
    }
}
