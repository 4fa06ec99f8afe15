/* Statistics on plain arrays of numbers. Missing samples are left out by whoever calls. */
#ifndef SOUK_DEMO_STATS_H
#define SOUK_DEMO_STATS_H

#include "base.h"
#include "series.h"
#include <math.h>

/* Heap sort: its worst case is its usual case, and it needs no comparison callback. */
OUTLINED void sort_numbers(double *values, size_t count) {
    size_t start = count / 2, end = count;
    while (end > 1) {
        if (start > 0) {
            start--;
        } else {
            end--;
            double largest = values[0];
            values[0] = values[end];
            values[end] = largest;
        }
        size_t root = start;
        double sinking = values[root];
        for (size_t child = 2 * root + 1; child < end; child = 2 * root + 1) {
            child += child + 1 < end && values[child + 1] > values[child];
            if (values[child] <= sinking) {
                break;
            }
            values[root] = values[child];
            root = child;
        }
        values[root] = sinking;
    }
}

/* The quantile of sorted values by linear interpolation between the two nearest ranks; 0 for no values. */
static inline double quantile(const double *sorted, size_t count, double share) {
    if (count == 0) {
        return 0;
    }
    double rank = share * (double)(count - 1);
    size_t below = (size_t)rank;
    size_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (sorted[above] - sorted[below]) * (rank - (double)below);
}

OUTLINED double mean_of(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return count == 0 ? 0 : sum / (double)count;
}

/* The median distance of two samples in seconds. */
OUTLINED int64_t usual_step(const Series *series) {
    if (series->count < 2) {
        return 300;
    }
    size_t count = series->count - 1;
    double *steps = resized(NULL, count, sizeof(double));
    for (size_t i = 0; i < count; i++) {
        steps[i] = (double)(series->time[i + 1] - series->time[i]);
    }
    sort_numbers(steps, count);
    int64_t step = (int64_t)steps[count / 2];
    free(steps);
    return step;
}

/* The present samples of a series, in order. The caller frees the array. */
OUTLINED double *present_samples(const Series *series, size_t *count) {
    double *values = resized(NULL, series->count, sizeof(double));
    *count = 0;
    for (size_t i = 0; i < series->count; i++) {
        if (series->cpu[i] >= 0) {
            values[(*count)++] = series->cpu[i];
        }
    }
    return values;
}

/* A series on an even grid of `step` seconds; what falls between or is absent is MISSING. */
typedef struct {
    double *value;
    size_t count;
    int64_t start, step;
} EvenSeries;

OUTLINED EvenSeries even_series(const Series *series) {
    EvenSeries even = {.start = series->time[0], .step = usual_step(series)};
    int64_t span = series->time[series->count - 1] - even.start;
    /* Two samples years apart must not ask for millions of empty places. */
    if (span / even.step > (int64_t)series->count * 8 + 4096) {
        fail(EXIT_BAD_INPUT, "node %s: more than seven of eight samples are missing", series->name);
    }
    even.count = (size_t)((span + even.step / 2) / even.step) + 1;
    even.value = resized(NULL, even.count, sizeof(double));
    for (size_t i = 0; i < even.count; i++) {
        even.value[i] = MISSING;
    }
    for (size_t i = 0; i < series->count; i++) {
        size_t place = (size_t)((series->time[i] - even.start + even.step / 2) / even.step);
        if (series->cpu[i] >= 0) {
            even.value[place] = series->cpu[i];
        }
    }
    return even;
}

/* Autocorrelation at a lag of steps, over the pairs in which both samples are present; 0 when nothing varies. */
OUTLINED double autocorrelation(const EvenSeries *even, size_t lag, double mean) {
    double product = 0, square = 0;
    size_t pairs = 0, present = 0;
    for (size_t i = 0; i < even->count; i++) {
        if (even->value[i] < 0) {
            continue;
        }
        double here = even->value[i] - mean;
        square += here * here;
        present++;
        if (i >= lag && even->value[i - lag] >= 0) {
            product += here * (even->value[i - lag] - mean);
            pairs++;
        }
    }
    return pairs == 0 || square <= 0 ? 0 : product / (double)pairs / (square / (double)present);
}

#endif
