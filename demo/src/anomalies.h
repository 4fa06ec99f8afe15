/*
 * Anomalies by robust z-scores: how far a sample lies from the median of the hours around it, in units of the usual such
 * distance. The unit is the distance that 90 % of the samples stay within, divided by 1.645: for normal noise that is the
 * standard deviation. Quantiles, because anomalies would move a mean and widen a standard deviation; 90 % rather than the
 * usual median, because on a machine that works in bursts a tenth of the time the bursts are normal.
 */
#ifndef SOUK_DEMO_ANOMALIES_H
#define SOUK_DEMO_ANOMALIES_H

#include "stats.h"

#define CENTRE_WINDOW_SECONDS 21600
#define SPREAD_WINDOW_SECONDS 86400
/* A tenth of a percentage point: smaller movements are of no use to anybody, however rare they are. */
#define SMALLEST_SPREAD 0.1

/* Neighbouring anomalous samples are one event. Indices are those of the even series. */
typedef struct {
    size_t first, last, peak;
    double score; /* of the peak; its sign tells a surge from a drop */
} Anomaly;

typedef struct {
    Anomaly *items;
    size_t count, samples;
} Anomalies;

/* A window of values that is kept sorted while it slides. */
typedef struct {
    double *sorted;
    size_t count;
} Window;

/* The number of values below `value`. */
static inline size_t rank_in(const Window *window, double value) {
    size_t low = 0, high = window->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (window->sorted[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

OUTLINED void window_add(Window *window, double value) {
    size_t at = rank_in(window, value);
    memmove(window->sorted + at + 1, window->sorted + at, (window->count - at) * sizeof(double));
    window->sorted[at] = value;
    window->count++;
}

OUTLINED void window_remove(Window *window, double value) {
    size_t at = rank_in(window, value);
    window->count--;
    memmove(window->sorted + at, window->sorted + at + 1, (window->count - at) * sizeof(double));
}

/* For each place with a present value (mark >= 0), a quantile of `value` over the places up to `half` around it. */
OUTLINED double *moving_quantile(const double *value, const double *mark, size_t count, size_t half, double share) {
    double *result = zeroed(count, sizeof(double));
    Window window = {.sorted = resized(NULL, 2 * half + 2, sizeof(double))};
    for (size_t i = 0; i < count + half; i++) {
        if (i < count && mark[i] >= 0) {
            window_add(&window, value[i]);
        }
        if (i > 2 * half && mark[i - 2 * half - 1] >= 0) {
            window_remove(&window, value[i - 2 * half - 1]);
        }
        if (i >= half && mark[i - half] >= 0) {
            result[i - half] = quantile(window.sorted, window.count, share);
        }
    }
    free(window.sorted);
    return result;
}

static inline size_t half_window(const EvenSeries *even, int64_t seconds) {
    size_t half = (size_t)(seconds / even->step / 2);
    return half < 3 ? 3 : half > even->count ? even->count : half;
}

/* The score of each sample, 0 where it is missing. The spread is that of the day around, but never less than that of
   the whole series: a machine that has become restless is not all anomaly. */
OUTLINED double *scores_of(const EvenSeries *even) {
    size_t near = half_window(even, CENTRE_WINDOW_SECONDS), day = half_window(even, SPREAD_WINDOW_SECONDS);
    double *centre = moving_quantile(even->value, even->value, even->count, near, 0.5);
    double *away = zeroed(even->count, sizeof(double)), *sorted = resized(NULL, even->count, sizeof(double));
    size_t present = 0;
    for (size_t i = 0; i < even->count; i++) {
        if (even->value[i] >= 0) {
            away[i] = fabs(even->value[i] - centre[i]);
            sorted[present++] = away[i];
        }
    }
    sort_numbers(sorted, present);
    double least = fmax(SMALLEST_SPREAD, quantile(sorted, present, 0.9) / 1.645);
    double *score = moving_quantile(away, even->value, even->count, day, 0.9);
    for (size_t i = 0; i < even->count; i++) {
        score[i] = even->value[i] < 0 ? 0 : (even->value[i] - centre[i]) / fmax(least, score[i] / 1.645);
    }
    free(centre);
    free(away);
    free(sorted);
    return score;
}

/* All events whose score is at least `threshold` in either direction. The caller frees the items. */
OUTLINED Anomalies find_anomalies(const EvenSeries *even, double threshold) {
    double *scores = scores_of(even);
    Anomalies found = {0};
    for (size_t i = 0; i < even->count; i++) {
        double score = scores[i];
        if (fabs(score) < threshold) {
            continue;
        }
        found.samples++;
        Anomaly *last = found.count > 0 ? &found.items[found.count - 1] : NULL;
        if (last != NULL && last->last + 1 == i && (last->score > 0) == (score > 0)) {
            last->last = i;
            if (fabs(score) > fabs(last->score)) {
                last->peak = i;
                last->score = score;
            }
            continue;
        }
        found.items = resized(found.items, found.count + 1, sizeof(Anomaly));
        found.items[found.count++] = (Anomaly){.first = i, .last = i, .peak = i, .score = score};
    }
    free(scores);
    return found;
}

/* Moves the events with the highest scores, of either sign, to the front, up to `most`; returns how many. */
OUTLINED size_t pick_strongest(Anomalies *anomalies, size_t most) {
    size_t picked = anomalies->count < most ? anomalies->count : most;
    for (size_t i = 0; i < picked; i++) {
        size_t best = i;
        for (size_t j = i + 1; j < anomalies->count; j++) {
            if (fabs(anomalies->items[j].score) > fabs(anomalies->items[best].score)) {
                best = j;
            }
        }
        Anomaly strongest = anomalies->items[best];
        anomalies->items[best] = anomalies->items[i];
        anomalies->items[i] = strongest;
    }
    return picked;
}

#endif
