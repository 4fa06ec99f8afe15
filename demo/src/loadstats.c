/*
 * loadstats INPUT OUTPUT [--format text|csv|json] [--threshold SCORE]
 *
 * Describes the CPU load of every node: distribution, memory (autocorrelation), daily rhythm, gaps and anomalies.
 * Without --format the ending of OUTPUT decides: .json, .csv, anything else is text.
 */
#include "anomalies.h"

enum { HOURS = 24, ANOMALIES_LISTED = 5 };

typedef struct {
    const char *input, *output, *format;
    double threshold;
} Options;

typedef struct {
    const char *node;
    size_t samples, missing, gaps;
    int64_t step, longest_gap, begin, end;
    double mean, deviation, least, p50, p95, p99, most;
    double after_step, after_hour, after_day; /* autocorrelation */
    double daily_share;                       /* of the variance that the hour of the day explains, 0 to 1 */
    int busiest_hour, quietest_hour;          /* UTC */
    EvenSeries even;
    Anomalies anomalies;
} Report;

static Options parse_options(int argc, char **argv) {
    Options options = {.threshold = 6};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--format") == 0) {
            options.format = text_option(argc, argv, &i);
        } else if (strcmp(argv[i], "--threshold") == 0) {
            options.threshold = number_option(argc, argv, &i, 1, 1000);
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
        fail(EXIT_BAD_INPUT, "usage: loadstats INPUT OUTPUT [--format text|csv|json] [--threshold SCORE]");
    }
    if (options.format == NULL) {
        options.format = ends_with(options.output, ".json") ? "json" : ends_with(options.output, ".csv") ? "csv" : "text";
    }
    if (strcmp(options.format, "text") != 0 && strcmp(options.format, "csv") != 0 && strcmp(options.format, "json") != 0) {
        fail(EXIT_BAD_INPUT, "--format: '%s' is not one of text, csv, json", options.format);
    }
    return options;
}

static void describe_distribution(const Series *series, Report *report) {
    double *values = present_samples(series, &report->samples);
    report->missing = series->count - report->samples;
    report->mean = mean_of(values, report->samples);
    double squares = 0;
    for (size_t i = 0; i < report->samples; i++) {
        squares += (values[i] - report->mean) * (values[i] - report->mean);
    }
    report->deviation = report->samples > 1 ? sqrt(squares / (double)(report->samples - 1)) : 0;
    sort_numbers(values, report->samples);
    report->least = quantile(values, report->samples, 0);
    report->p50 = quantile(values, report->samples, 0.5);
    report->p95 = quantile(values, report->samples, 0.95);
    report->p99 = quantile(values, report->samples, 0.99);
    report->most = quantile(values, report->samples, 1);
    free(values);
}

/* A gap is a step of more than one and a half times the usual one. */
static void describe_gaps(const Series *series, Report *report) {
    for (size_t i = 1; i < series->count; i++) {
        int64_t step = series->time[i] - series->time[i - 1];
        if (step * 2 > report->step * 3) {
            report->gaps++;
            report->longest_gap = step > report->longest_gap ? step : report->longest_gap;
        }
    }
}

/* How much of the variance remains when each hour of the day is replaced by its own mean. */
static void describe_day(const Series *series, Report *report) {
    double sum[HOURS] = {0}, between = 0, total = 0;
    size_t count[HOURS] = {0};
    for (size_t i = 0; i < series->count; i++) {
        if (series->cpu[i] >= 0) {
            int hour = (int)(series->time[i] / 3600 % HOURS);
            sum[hour] += series->cpu[i];
            count[hour]++;
            total += (series->cpu[i] - report->mean) * (series->cpu[i] - report->mean);
        }
    }
    double busiest = -1, quietest = 1e9;
    for (int hour = 0; hour < HOURS; hour++) {
        if (count[hour] == 0) {
            continue;
        }
        double mean = sum[hour] / (double)count[hour];
        between += (double)count[hour] * (mean - report->mean) * (mean - report->mean);
        if (mean > busiest) {
            busiest = mean;
            report->busiest_hour = hour;
        }
        if (mean < quietest) {
            quietest = mean;
            report->quietest_hour = hour;
        }
    }
    report->daily_share = total > 0 ? between / total : 0;
}

static Report describe(const Series *series, double threshold) {
    Report report = {.node = series->name, .step = usual_step(series), .begin = series->time[0],
                     .end = series->time[series->count - 1]};
    describe_distribution(series, &report);
    describe_gaps(series, &report);
    describe_day(series, &report);
    report.even = even_series(series);
    report.after_step = autocorrelation(&report.even, 1, report.mean);
    report.after_hour = autocorrelation(&report.even, (size_t)(3600 / report.step), report.mean);
    report.after_day = autocorrelation(&report.even, (size_t)(86400 / report.step), report.mean);
    report.anomalies = find_anomalies(&report.even, threshold);
    return report;
}

static int64_t time_of(const Report *report, size_t index) {
    return report->even.start + (int64_t)index * report->even.step;
}

static void format_time(char *text, size_t room, int64_t time) {
    Moment moment = moment_of(time);
    snprintf(text, room, "%04d-%02d-%02dT%02d:%02dZ", moment.year, moment.month, moment.day, moment.hour, moment.minute);
}

static void write_json(FILE *file, Report *report, int last) {
    fputs("  {\"node\": ", file);
    write_json_string(file, report->node);
    fprintf(file, ", \"begin\": %lld, \"end\": %lld, \"stepSeconds\": %lld,\n", (long long)report->begin,
            (long long)report->end, (long long)report->step);
    fprintf(file, "   \"samples\": %zu, \"missing\": %zu, \"gaps\": %zu, \"longestGapSeconds\": %lld,\n", report->samples,
            report->missing, report->gaps, (long long)report->longest_gap);
    fprintf(file, "   \"mean\": %.4f, \"deviation\": %.4f, \"min\": %.4f, \"p50\": %.4f, \"p95\": %.4f, \"p99\": %.4f, \"max\": %.4f,\n",
            report->mean, report->deviation, report->least, report->p50, report->p95, report->p99, report->most);
    fprintf(file, "   \"autocorrelation\": {\"step\": %.4f, \"hour\": %.4f, \"day\": %.4f},\n", report->after_step,
            report->after_hour, report->after_day);
    fprintf(file, "   \"daily\": {\"varianceShare\": %.4f, \"busiestHourUtc\": %d, \"quietestHourUtc\": %d},\n",
            report->daily_share, report->busiest_hour, report->quietest_hour);
    fprintf(file, "   \"anomalies\": {\"events\": %zu, \"samples\": %zu, \"strongest\": [", report->anomalies.count,
            report->anomalies.samples);
    size_t picked = pick_strongest(&report->anomalies, ANOMALIES_LISTED);
    for (size_t i = 0; i < picked; i++) {
        const Anomaly *anomaly = &report->anomalies.items[i];
        fprintf(file, "%s\n     {\"time\": %lld, \"cpu\": %.4f, \"score\": %.1f, \"lastsSamples\": %zu}", i > 0 ? "," : "",
                (long long)time_of(report, anomaly->peak), report->even.value[anomaly->peak], anomaly->score,
                anomaly->last - anomaly->first + 1);
    }
    fprintf(file, "]}}%s\n", last ? "" : ",");
}

static void write_csv(FILE *file, const Report *report) {
    fprintf(file, "%s,%zu,%zu,%zu,%lld,", report->node, report->samples, report->missing, report->gaps,
            (long long)report->longest_gap);
    fprintf(file, "%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,", report->mean, report->deviation, report->least, report->p50,
            report->p95, report->p99, report->most);
    fprintf(file, "%.4f,%.4f,%.4f,%.4f,%d,%d,%zu\n", report->after_step, report->after_hour, report->after_day,
            report->daily_share, report->busiest_hour, report->quietest_hour, report->anomalies.count);
}

static void write_text(FILE *file, Report *report) {
    char from[32], to[32];
    format_time(from, sizeof from, report->begin);
    format_time(to, sizeof to, report->end);
    fprintf(file, "%s\n  %s to %s, every %lld s: %zu samples, %zu missing, %zu gaps (longest %lld s)\n", report->node, from,
            to, (long long)report->step, report->samples, report->missing, report->gaps, (long long)report->longest_gap);
    fprintf(file, "  load in %%      mean %.3f, deviation %.3f, min %.3f, p50 %.3f, p95 %.3f, p99 %.3f, max %.3f\n",
            report->mean, report->deviation, report->least, report->p50, report->p95, report->p99, report->most);
    fprintf(file, "  autocorrelation step %.3f, hour %.3f, day %.3f\n", report->after_step, report->after_hour,
            report->after_day);
    fprintf(file, "  daily rhythm   %.1f %% of the variance; busiest %02d:00, quietest %02d:00 UTC\n",
            report->daily_share * 100, report->busiest_hour, report->quietest_hour);
    fprintf(file, "  anomalies      %zu events, %zu samples\n", report->anomalies.count, report->anomalies.samples);
    size_t picked = pick_strongest(&report->anomalies, ANOMALIES_LISTED);
    for (size_t i = 0; i < picked; i++) {
        const Anomaly *anomaly = &report->anomalies.items[i];
        format_time(from, sizeof from, time_of(report, anomaly->peak));
        fprintf(file, "    %s  %8.3f %%  score %+.1f, lasts %zu samples\n", from, report->even.value[anomaly->peak],
                anomaly->score, anomaly->last - anomaly->first + 1);
    }
    fputc('\n', file);
}

int main(int argc, char **argv) {
    Options options = parse_options(argc, argv);
    Cluster cluster = read_cluster(options.input);
    FILE *file = open_output(options.output);
    int json = strcmp(options.format, "json") == 0, csv = strcmp(options.format, "csv") == 0;
    fputs(json  ? "[\n"
          : csv ? "node,samples,missing,gaps,longest_gap_seconds,mean,deviation,min,p50,p95,p99,max,autocorrelation_step,"
                  "autocorrelation_hour,autocorrelation_day,daily_variance_share,busiest_hour_utc,quietest_hour_utc,anomalies\n"
                : "", file);
    printf("%-16s %8s %5s %8s %8s %8s %8s %6s %9s\n", "node", "samples", "gaps", "mean", "p50", "p95", "p99", "daily",
           "anomalies");
    for (size_t i = 0; i < cluster.count; i++) {
        Report report = describe(&cluster.nodes[i], options.threshold);
        printf("%-16s %8zu %5zu %8.3f %8.3f %8.3f %8.3f %5.1f%% %9zu\n", report.node, report.samples, report.gaps, report.mean,
               report.p50, report.p95, report.p99, report.daily_share * 100, report.anomalies.count);
        if (json) {
            write_json(file, &report, i + 1 == cluster.count);
        } else if (csv) {
            write_csv(file, &report);
        } else {
            write_text(file, &report);
        }
        free(report.even.value);
        free(report.anomalies.items);
    }
    fputs(json ? "]\n" : "", file);
    close_output(file, options.output);
    return EXIT_OK;
}
