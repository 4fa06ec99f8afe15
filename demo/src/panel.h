/* One diagram: the load of one node over time in a rectangle, with its axes. */
#ifndef SOUK_DEMO_PANEL_H
#define SOUK_DEMO_PANEL_H

#include "anomalies.h"
#include "canvas.h"

#define INK 0x17212f
#define MUTED 0x667385
#define FAINT 0x97a2b0
#define GRID 0xe9edf2
#define AXIS 0xc3ccd6
#define SAMPLE_LINE 0xa9c4ea
#define MEAN_LINE 0x1f5fbf
#define BAND 0xdde9f8
#define ANOMALY_DOT 0xd9472b
#define P95_LINE 0xd08a1d

#define MEAN_WINDOW_SECONDS 7200
#define BAND_WINDOW_SECONDS 21600

static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const TextStyle AXIS_TEXT = {12.5, 0.092, MUTED};

typedef struct {
    double left, top, width, height; /* of the plot area in pixels, without labels */
    double ceiling;                  /* the load at the upper edge, in percent */
    int64_t begin, end;
    int ticks_across; /* at most this many dates */
} Panel;

/* What is known of a node before drawing. */
typedef struct {
    const Series *series;
    EvenSeries even;
    Anomalies anomalies;
    double mean, p50, p95, p99, peak;
} Picture;

OUTLINED Picture study(const Series *series, double threshold) {
    Picture picture = {.series = series, .even = even_series(series)};
    size_t count;
    double *values = present_samples(series, &count);
    picture.mean = mean_of(values, count);
    sort_numbers(values, count);
    picture.p50 = quantile(values, count, 0.5);
    picture.p95 = quantile(values, count, 0.95);
    picture.p99 = quantile(values, count, 0.99);
    picture.peak = count > 0 ? values[count - 1] : 0;
    picture.anomalies = find_anomalies(&picture.even, threshold);
    free(values);
    return picture;
}

/* The step of a scale that shows `top` with at most `most` lines: 1, 2 or 5 times a power of ten. */
OUTLINED double round_step(double top, int most) {
    double step = 0.01;
    for (int i = 0; step * most < top; i++) {
        step *= i % 3 == 1 ? 2.5 : 2;
    }
    return step;
}

/* The upper end of the scale: a round number above the peak, and 100 for a machine that was nearly full (or, by rounding in
   the source, slightly more than full). */
OUTLINED double ceiling_for(double peak, int most_lines) {
    if (peak > 80 && peak <= 102) {
        return 100;
    }
    if (peak > 102 && peak <= 118) {
        return 120; /* the scale would double for the sake of a few percent */
    }
    peak *= 1.02;
    double step = round_step(peak > 0.05 ? peak : 0.05, most_lines), ceiling = step;
    while (ceiling < peak) {
        ceiling += step;
    }
    return ceiling;
}

static inline double x_of(const Panel *panel, double time) {
    return panel->left + (time - (double)panel->begin) / (double)(panel->end - panel->begin) * panel->width;
}

static inline double y_of(const Panel *panel, double load) {
    return panel->top + panel->height - load / panel->ceiling * panel->height;
}

static inline double time_at(const EvenSeries *even, size_t index) {
    return (double)(even->start + (int64_t)index * even->step);
}

OUTLINED void draw_load_axis(Canvas *canvas, const Panel *panel, int most_lines) {
    double step = round_step(panel->ceiling * 0.999, most_lines);
    for (int i = 0; step * i <= panel->ceiling * 1.001; i++) {
        char label[32];
        double y = y_of(panel, step * i);
        snprintf(label, sizeof label, step < 0.1 ? "%.2f %%" : step < 1 ? "%.1f %%" : "%.0f %%", step * i);
        fill_rectangle(canvas, panel->left, floor(y), panel->width, 1, i == 0 ? AXIS : GRID);
        draw_text(canvas, panel->left - 10, y + 4.5, 1, AXIS_TEXT, label);
    }
}

/* Dates at midnight, every so many days that the labels have room. Less than two days are shown by the hour. */
OUTLINED void draw_time_axis(Canvas *canvas, const Panel *panel) {
    static const int64_t STEPS[] = {3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 3 * 86400, 7 * 86400,
                                    14 * 86400, 30 * 86400, 91 * 86400, 365 * 86400};
    size_t choice = 0;
    while ((panel->end - panel->begin) / STEPS[choice] >= panel->ticks_across && choice + 1 < sizeof STEPS / sizeof STEPS[0]) {
        choice++;
    }
    int64_t step = STEPS[choice];
    double bottom = panel->top + panel->height;
    for (int64_t time = (panel->begin + step - 1) / step * step; time <= panel->end; time += step) {
        Moment moment = moment_of(time);
        char label[32];
        if (step < 86400 && moment.hour != 0) {
            snprintf(label, sizeof label, "%02d:00", moment.hour);
        } else {
            snprintf(label, sizeof label, "%d %s", moment.day, MONTHS[moment.month - 1]);
        }
        double x = floor(x_of(panel, (double)time));
        fill_rectangle(canvas, x, bottom, 1, 5, AXIS);
        double half = text_width(label, AXIS_TEXT) / 2;
        if (x - half >= panel->left - 24 && x + half <= panel->left + panel->width + 24) {
            draw_text(canvas, x, bottom + 21, 0.5, AXIS_TEXT, label);
        }
    }
}

/* The present samples within `window` seconds around `time`, into `values`. */
OUTLINED size_t samples_around(const EvenSeries *even, double time, double window, double *values) {
    double first = (time - window / 2 - (double)even->start) / (double)even->step;
    double last = (time + window / 2 - (double)even->start) / (double)even->step;
    size_t count = 0;
    for (size_t i = first > 0 ? (size_t)first : 0; i < even->count && (double)i <= last; i++) {
        if (even->value[i] >= 0) {
            values[count++] = even->value[i];
        }
    }
    return count;
}

static inline double time_of_column(const Panel *panel, int x) {
    return (double)panel->begin + (x + 0.5 - panel->left) / panel->width * (double)(panel->end - panel->begin);
}

OUTLINED void draw_band(Canvas *canvas, const Panel *panel, const EvenSeries *even) {
    double *values = resized(NULL, even->count, sizeof(double));
    for (int x = (int)panel->left; x < (int)(panel->left + panel->width); x++) {
        size_t count = samples_around(even, time_of_column(panel, x), BAND_WINDOW_SECONDS, values);
        if (count >= 4) {
            sort_numbers(values, count);
            double low = y_of(panel, quantile(values, count, 0.05)), high = y_of(panel, quantile(values, count, 0.95));
            collect_rectangle(canvas, x, high, 1, low - high, 0);
        }
    }
    paint(canvas, BAND, 1);
    free(values);
}

/* A line is broken where samples are missing: nothing is known there. */
OUTLINED void draw_samples(Canvas *canvas, const Panel *panel, const EvenSeries *even, double width) {
    for (size_t i = 0; i + 1 < even->count; i++) {
        if (even->value[i] >= 0 && even->value[i + 1] >= 0) {
            collect_stroke(canvas, x_of(panel, time_at(even, i)), y_of(panel, even->value[i]),
                           x_of(panel, time_at(even, i + 1)), y_of(panel, even->value[i + 1]), width);
        }
    }
    paint(canvas, SAMPLE_LINE, 1);
}

OUTLINED void draw_mean(Canvas *canvas, const Panel *panel, const EvenSeries *even, double width) {
    double *values = resized(NULL, even->count, sizeof(double));
    double last_y = 0;
    int connected = 0;
    for (int x = (int)panel->left; x < (int)(panel->left + panel->width); x++) {
        size_t count = samples_around(even, time_of_column(panel, x), MEAN_WINDOW_SECONDS, values);
        double y = count > 0 ? y_of(panel, mean_of(values, count)) : 0;
        if (count > 0 && connected) {
            collect_stroke(canvas, x - 0.5, last_y, x + 0.5, y, width);
        }
        connected = count > 0;
        last_y = y;
    }
    paint(canvas, MEAN_LINE, 1);
    free(values);
}

/* Marks as many of the strongest as can be told apart. */
OUTLINED void draw_anomalies(Canvas *canvas, const Panel *panel, Picture *picture, double radius) {
    size_t marked = pick_strongest(&picture->anomalies, (size_t)(panel->width / 12));
    for (int ring = 1; ring >= 0; ring--) {
        for (size_t i = 0; i < marked; i++) {
            size_t peak = picture->anomalies.items[i].peak;
            collect_disc(canvas, x_of(panel, time_at(&picture->even, peak)), y_of(panel, picture->even.value[peak]),
                         radius + ring * 1.3);
        }
        paint(canvas, ring ? 0xffffff : ANOMALY_DOT, 1);
    }
}

OUTLINED void draw_panel(Canvas *canvas, const Panel *panel, Picture *picture, int most_lines, double line_width) {
    draw_band(canvas, panel, &picture->even);
    draw_load_axis(canvas, panel, most_lines);
    draw_time_axis(canvas, panel);
    draw_samples(canvas, panel, &picture->even, line_width * 0.55);
    draw_mean(canvas, panel, &picture->even, line_width);
    draw_anomalies(canvas, panel, picture, line_width * 1.5);
}

#endif
