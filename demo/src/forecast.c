/*
 * forecast INPUT OUTPUT.json [--node NAME] [--paths N] [--seed N]
 *
 * Says how much CPU each machine can sell in the next 24 hours. For every node it searches the smoothing parameters that
 * forecast the first 80 % of the series best, measures them on the last 20 % against "nothing changes", and then draws
 * N possible days by replaying blocks of past errors. What is free in 95 or 99 of 100 such days can be promised.
 */
#include "random.h"
#include "smoothing.h"

enum { HOURS = 24, BLOCK = 12 };

typedef struct {
    const char *input, *output, *node;
    int paths;
    uint64_t seed;
} Options;

typedef struct {
    Parameters best;
    double train_error, test_error, persistence;
    int candidates;
    double p50[HOURS], p95[HOURS], p99[HOURS]; /* of the highest load within each hour */
} Forecast;

static Options parse_options(int argc, char **argv) {
    Options options = {.paths = 2000, .seed = 1};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--node") == 0) {
            options.node = text_option(argc, argv, &i);
        } else if (strcmp(argv[i], "--paths") == 0) {
            options.paths = (int)number_option(argc, argv, &i, 100, 100000);
        } else if (strcmp(argv[i], "--seed") == 0) {
            options.seed = (uint64_t)number_option(argc, argv, &i, 0, 4294967295.0);
        } else if (strncmp(argv[i], "--", 2) == 0) {
            fail(EXIT_BAD_INPUT, "%s: unknown option", argv[i]);
        } else if (options.input == NULL) {
            options.input = argv[i];
        } else if (options.output == NULL) {
            options.output = argv[i];
        } else {
            fail(EXIT_BAD_INPUT, "%s: one argument too many", argv[i]);
        }
    }
    if (options.output == NULL) {
        fail(EXIT_BAD_INPUT, "usage: forecast INPUT OUTPUT.json [--node NAME] [--paths N] [--seed N]");
    }
    return options;
}

static void consider(Forecast *forecast, State *state, const EvenSeries *even, size_t train, const Parameters *candidate) {
    double error = run_over(state, candidate, even, WARM_UP_DAYS * state->day, train - HORIZON, NULL);
    if (forecast->candidates++ == 0 || error < forecast->train_error) {
        forecast->train_error = error;
        forecast->best = *candidate;
    }
}

static void search(Forecast *forecast, State *state, const EvenSeries *even, size_t train) {
    static const double LEVELS[] = {0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1};
    static const double TRENDS[] = {0, 0.05, 0.2}, SEASONS[] = {0, 0.02, 0.05, 0.1, 0.2}, DAMPINGS[] = {0.8, 0.95};
    for (size_t level = 0; level < 12; level++) {
        for (size_t trend = 0; trend < 3; trend++) {
            for (size_t damping = 0; damping < (trend == 0 ? 1u : 2u); damping++) {
                Parameters candidate = {LEVELS[level], TRENDS[trend], 0, DAMPINGS[damping], 0};
                consider(forecast, state, even, train, &candidate);
                for (size_t season = 0; season < 5; season++) {
                    candidate.season_share = SEASONS[season];
                    candidate.seasonal = 1;
                    consider(forecast, state, even, train, &candidate);
                }
            }
        }
    }
}

/* One possible day: the model goes on from its last state and is told errors as they once followed each other. The
   errors come in blocks, because a busy quarter of an hour is seldom alone. */
static void draw_day(const State *now, const Forecast *forecast, const double *errors, size_t error_count, size_t time,
                     Random *random, double *highest, State *scratch) {
    double *season = scratch->season;
    *scratch = *now;
    scratch->season = season;
    memcpy(season, now->season, now->day * sizeof(double));
    size_t block = 0;
    for (int hour = 0; hour < HOURS; hour++) {
        highest[hour] = 0;
    }
    for (size_t i = 0; i < now->day; i++) {
        if (i % BLOCK == 0) {
            block = below(random, (uint32_t)(error_count - BLOCK));
        }
        double expected = scratch->level + forecast->best.damping * scratch->trend + season_at(scratch, time + i);
        double load = expected + errors[block + i % BLOCK];
        load = load < 0 ? 0 : load > 100 ? 100 : load;
        observe(scratch, &forecast->best, time + i, load);
        size_t hour = i * HOURS / now->day;
        highest[hour] = load > highest[hour] ? load : highest[hour];
    }
}

static void simulate(Forecast *forecast, const State *now, const EvenSeries *even, const double *errors, const Options *options) {
    size_t paths = (size_t)options->paths, skipped = WARM_UP_DAYS * now->day;
    Random random = seeded(options->seed);
    double *highest = resized(NULL, paths * HOURS, sizeof(double)), day[HOURS];
    State scratch = {.season = resized(NULL, now->day, sizeof(double))};
    for (size_t path = 0; path < paths; path++) {
        draw_day(now, forecast, errors + skipped, even->count - skipped, even->count, &random, day, &scratch);
        for (size_t hour = 0; hour < HOURS; hour++) {
            highest[hour * paths + path] = day[hour];
        }
    }
    for (size_t hour = 0; hour < HOURS; hour++) {
        double *loads = highest + hour * paths;
        sort_numbers(loads, paths);
        forecast->p50[hour] = quantile(loads, paths, 0.5);
        forecast->p95[hour] = quantile(loads, paths, 0.95);
        forecast->p99[hour] = quantile(loads, paths, 0.99);
    }
    free(highest);
    free(scratch.season);
}

static Forecast forecast_node(const Series *series, const Options *options) {
    EvenSeries even = even_series(series);
    State state = {.day = even.step <= 7200 ? (size_t)(86400 / even.step) : 0};
    if (state.day < HOURS || even.count < 5 * state.day) {
        fail(EXIT_BAD_INPUT, "node %s: needs at least five days with a sample an hour, has %zu samples of %lld s", series->name,
             series->count, (long long)even.step);
    }
    state.season = resized(NULL, state.day, sizeof(double));
    double *errors = resized(NULL, even.count, sizeof(double));
    size_t train = even.count * 4 / 5;
    Forecast forecast = {0};
    search(&forecast, &state, &even, train);
    forecast.test_error = run_over(&state, &forecast.best, &even, train, even.count, NULL);
    forecast.persistence = persistence_error(&even, train, even.count);
    run_over(&state, &forecast.best, &even, even.count, even.count, errors);
    simulate(&forecast, &state, &even, errors, options);
    free(even.value);
    free(state.season);
    free(errors);
    return forecast;
}

static double highest_of(const double *hours) {
    double highest = 0;
    for (int i = 0; i < HOURS; i++) {
        highest = hours[i] > highest ? hours[i] : highest;
    }
    return highest;
}

static void write_hours(FILE *file, const char *name, const double *hours, int complement) {
    fprintf(file, "   \"%s\": [", name);
    for (int i = 0; i < HOURS; i++) {
        fprintf(file, "%s%.2f", i > 0 ? ", " : "", complement ? 100 - hours[i] : hours[i]);
    }
    fputc(']', file);
}

static void write_json(FILE *file, const Series *series, const Forecast *forecast, int last) {
    const Parameters *best = &forecast->best;
    fputs("  {\"node\": ", file);
    write_json_string(file, series->name);
    fprintf(file, ", \"from\": %lld, \"candidates\": %d,\n", (long long)(series->time[series->count - 1] + usual_step(series)),
            forecast->candidates);
    fprintf(file, "   \"model\": {\"level\": %g, \"trend\": %g, \"damping\": %g, \"season\": %g, \"seasonal\": %s},\n",
            best->level_share, best->trend_share, best->damping, best->season_share, best->seasonal ? "true" : "false");
    fprintf(file, "   \"meanAbsoluteError\": {\"train\": %.4f, \"test\": %.4f, \"testPersistence\": %.4f},\n",
            forecast->train_error, forecast->test_error, forecast->persistence);
    write_hours(file, "hourlyPeakP50", forecast->p50, 0);
    fputs(",\n", file);
    write_hours(file, "hourlyPeakP95", forecast->p95, 0);
    fputs(",\n", file);
    write_hours(file, "hourlyPeakP99", forecast->p99, 0);
    fputs(",\n", file);
    write_hours(file, "sellablePercentAt99", forecast->p99, 1);
    fprintf(file, "}%s\n", last ? "" : ",");
}

int main(int argc, char **argv) {
    Options options = parse_options(argc, argv);
    Cluster cluster = read_cluster(options.input);
    size_t first = options.node == NULL ? 0 : (size_t)(find_node(&cluster, options.node) - cluster.nodes);
    size_t end = options.node == NULL ? cluster.count : first + 1;
    FILE *file = open_output(options.output);
    fprintf(file, "{\"horizonSeconds\": 86400, \"paths\": %d, \"seed\": %llu, \"nodes\": [\n", options.paths,
            (unsigned long long)options.seed);
    for (size_t i = first; i < end; i++) {
        const Series *series = &cluster.nodes[i];
        Forecast forecast = forecast_node(series, &options);
        write_json(file, series, &forecast, i + 1 == end);
        printf("[%zu/%zu] %s: error %.3f (nothing changes: %.3f), can promise %.1f %% all day at 99 %%\n", i - first + 1,
               end - first, series->name, forecast.test_error, forecast.persistence, 100 - highest_of(forecast.p99));
        fflush(stdout); /* the progress of a long task is of use only while it runs */
    }
    fputs("]}\n", file);
    close_output(file, options.output);
    return EXIT_OK;
}
