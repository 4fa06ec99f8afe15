/*
 * Exponential smoothing with an additive daily season and a damped trend (Holt-Winters in its error-correction form):
 * after each observation, level, trend and season move by a share of the error of the last forecast.
 */
#ifndef SOUK_DEMO_SMOOTHING_H
#define SOUK_DEMO_SMOOTHING_H

#include "stats.h"

enum { HORIZON = 12, WARM_UP_DAYS = 2 };

typedef struct {
    double level_share, trend_share, season_share, damping;
    int seasonal;
} Parameters;

typedef struct {
    double level, trend;
    double *season; /* one value for each step of the day */
    size_t day;     /* steps of a day */
} State;

/* The season of the warm-up days, each step averaged with its neighbours: two days alone are mostly noise. */
OUTLINED void initial_season(State *state, const EvenSeries *even, size_t warm_up) {
    enum { REACH = 3 };
    for (size_t phase = 0; phase < state->day; phase++) {
        double sum = 0;
        size_t count = 0;
        for (size_t i = 0; i < warm_up; i++) {
            size_t away = (i % state->day + state->day - phase) % state->day;
            if ((away <= REACH || away >= state->day - REACH) && even->value[i] >= 0) {
                sum += even->value[i] - state->level;
                count++;
            }
        }
        state->season[phase] = count > 0 ? sum / (double)count : 0;
    }
}

OUTLINED double mean_of_range(const EvenSeries *even, size_t from, size_t to) {
    double sum = 0;
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        if (even->value[i] >= 0) {
            sum += even->value[i];
            count++;
        }
    }
    return count > 0 ? sum / (double)count : 0;
}

static inline double season_at(const State *state, size_t time) {
    return state->season[time % state->day];
}

/* Takes in what was observed at `time`; a missing sample only lets the trend carry the level on. */
static inline double observe(State *state, const Parameters *p, size_t time, double value) {
    double expected = state->level + p->damping * state->trend + season_at(state, time);
    double error = value >= 0 ? value - expected : 0;
    state->trend = p->damping * state->trend + p->level_share * p->trend_share * error;
    state->level = expected - season_at(state, time) + p->level_share * error;
    state->season[time % state->day] += p->season_share * error;
    return error;
}

/* Adds up the absolute errors of forecasting 1 to HORIZON steps after `time`; counts them in `count`. */
OUTLINED double forecast_errors(const State *state, const Parameters *p, const EvenSeries *even, size_t time, size_t *count) {
    double sum = 0, carried = 0, damping = 1;
    for (size_t h = 1; h <= HORIZON && time + h < even->count; h++) {
        damping *= p->damping;
        carried += damping * state->trend;
        double actual = even->value[time + h];
        if (actual >= 0) {
            double expected = state->level + carried + season_at(state, time + h);
            expected = expected < 0 ? 0 : expected;
            sum += fabs(actual - expected);
            (*count)++;
        }
    }
    return sum;
}

/* Runs over the whole series; returns the mean absolute error of the forecasts that start in [from, to). */
OUTLINED double run_over(State *state, const Parameters *p, const EvenSeries *even, size_t from, size_t to, double *errors) {
    size_t warm_up = WARM_UP_DAYS * state->day, count = 0;
    state->level = mean_of_range(even, 0, warm_up);
    state->trend = 0;
    memset(state->season, 0, state->day * sizeof(double));
    if (p->seasonal) {
        initial_season(state, even, warm_up);
    }
    double sum = 0;
    for (size_t time = 0; time < to; time++) {
        double error = observe(state, p, time, even->value[time]);
        if (errors != NULL) {
            errors[time] = error;
        }
        if (time >= from) {
            sum += forecast_errors(state, p, even, time, &count);
        }
    }
    return count > 0 ? sum / (double)count : 0;
}

/* The same error for the forecast that nothing will change, the one that every model has to beat. */
OUTLINED double persistence_error(const EvenSeries *even, size_t from, size_t to) {
    double sum = 0, last = 0;
    size_t count = 0;
    for (size_t time = 0; time < to; time++) {
        last = even->value[time] >= 0 ? even->value[time] : last;
        for (size_t h = 1; time >= from && h <= HORIZON && time + h < even->count; h++) {
            if (even->value[time + h] >= 0) {
                sum += fabs(even->value[time + h] - last);
                count++;
            }
        }
    }
    return count > 0 ? sum / (double)count : 0;
}

#endif
