/*
 * The load of machines over time, read from a CSV file (plain or gzip) with a header line that names the columns node,
 * epoch_seconds and cpu_pct in any order; other columns are ignored. An empty cpu_pct is a missing sample. Rows of
 * several nodes may be mixed, but the time of one node must go forward.
 */
#ifndef SOUK_DEMO_SERIES_H
#define SOUK_DEMO_SERIES_H

#include "base.h"
#include "inflate.h"

enum { MOST_NODES = 1000, MOST_COLUMNS = 64, LONGEST_NAME = 63 };

#define MISSING (-1.0) /* a load is never negative */

typedef struct {
    char name[LONGEST_NAME + 1];
    int64_t *time; /* seconds since 1970, UTC, strictly increasing */
    double *cpu;   /* percent, or MISSING */
    size_t count, room;
} Series;

typedef struct {
    Series *nodes;
    size_t count;
} Cluster;

typedef struct {
    const char *path;
    size_t line;
    int node_column, time_column, cpu_column;
    size_t last_node; /* rows of one node usually follow each other */
    Cluster cluster;
} CsvReader;

typedef struct {
    char *text[MOST_COLUMNS];
    int count;
} Row;

OUTLINED void split_row(const CsvReader *csv, char *line, Row *row) {
    row->count = 0;
    for (char *at = line; at != NULL;) {
        if (row->count == MOST_COLUMNS) {
            fail(EXIT_BAD_INPUT, "%s:%zu: more than %d columns", csv->path, csv->line, MOST_COLUMNS);
        }
        row->text[row->count++] = at;
        at = strchr(at, ',');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
}

OUTLINED int column_of(const CsvReader *csv, const Row *header, const char *name) {
    for (int i = 0; i < header->count; i++) {
        if (strcmp(header->text[i], name) == 0) {
            return i;
        }
    }
    fail(EXIT_BAD_INPUT, "%s:1: the header has no column %s (expected node,epoch_seconds,cpu_pct)", csv->path, name);
}

OUTLINED Series *series_of(CsvReader *csv, const char *name) {
    Cluster *cluster = &csv->cluster;
    if (cluster->count > 0 && strcmp(cluster->nodes[csv->last_node].name, name) == 0) {
        return &cluster->nodes[csv->last_node];
    }
    for (size_t i = 0; i < cluster->count; i++) {
        if (strcmp(cluster->nodes[i].name, name) == 0) {
            csv->last_node = i;
            return &cluster->nodes[i];
        }
    }
    if (name[0] == '\0' || strlen(name) > LONGEST_NAME) {
        fail(EXIT_BAD_INPUT, "%s:%zu: node: must have 1 to %d characters", csv->path, csv->line, LONGEST_NAME);
    }
    if (cluster->count == MOST_NODES) {
        fail(EXIT_BAD_INPUT, "%s:%zu: more than %d nodes", csv->path, csv->line, MOST_NODES);
    }
    cluster->nodes = resized(cluster->nodes, cluster->count + 1, sizeof(Series));
    Series *added = &cluster->nodes[cluster->count];
    memset(added, 0, sizeof *added);
    strcpy(added->name, name);
    csv->last_node = cluster->count++;
    return added;
}

OUTLINED double parse_number(const CsvReader *csv, const char *column, const char *text, double least, double most) {
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || !(value >= least && value <= most)) {
        fail(EXIT_BAD_INPUT, "%s:%zu: %s: '%.40s' is not a number from %.0f to %.0f", csv->path, csv->line, column, text,
             least, most);
    }
    return value;
}

OUTLINED void add_sample(CsvReader *csv, const Row *row) {
    int columns = csv->node_column;
    columns = csv->time_column > columns ? csv->time_column : columns;
    columns = csv->cpu_column > columns ? csv->cpu_column : columns;
    if (row->count <= columns) {
        fail(EXIT_BAD_INPUT, "%s:%zu: has %d columns, needs %d", csv->path, csv->line, row->count, columns + 1);
    }
    const char *cpu_text = row->text[csv->cpu_column];
    int64_t time = (int64_t)parse_number(csv, "epoch_seconds", row->text[csv->time_column], 0, 4e9);
    /* Above 100 is real: some sources count every core as 100. */
    double cpu = cpu_text[0] == '\0' ? MISSING : parse_number(csv, "cpu_pct", cpu_text, 0, 100000);
    Series *series = series_of(csv, row->text[csv->node_column]);
    if (series->count > 0 && time <= series->time[series->count - 1]) {
        fail(EXIT_BAD_INPUT, "%s:%zu: epoch_seconds: the time of node %s does not go forward", csv->path, csv->line,
             series->name);
    }
    if (series->count == series->room) {
        series->room = series->room == 0 ? 1024 : series->room * 2;
        series->time = resized(series->time, series->room, sizeof(int64_t));
        series->cpu = resized(series->cpu, series->room, sizeof(double));
    }
    series->time[series->count] = time;
    series->cpu[series->count++] = cpu;
}

OUTLINED Cluster parse_cluster(char *text, size_t size, const char *path) {
    CsvReader csv = {.path = path};
    Row row;
    char *at = text, *end = text + size;
    if (memchr(text, '\0', size) != NULL) {
        fail(EXIT_BAD_INPUT, "%s: is not a text file", path);
    }
    if (size >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0) {
        at += 3;
    }
    while (at < end) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        char *next = stop == NULL ? end : stop + 1;
        stop = stop == NULL ? end : stop;
        if (stop > at && stop[-1] == '\r') {
            stop--;
        }
        *stop = '\0';
        csv.line++;
        if (csv.line == 1) {
            split_row(&csv, at, &row);
            csv.node_column = column_of(&csv, &row, "node");
            csv.time_column = column_of(&csv, &row, "epoch_seconds");
            csv.cpu_column = column_of(&csv, &row, "cpu_pct");
        } else if (*at != '\0') {
            split_row(&csv, at, &row);
            add_sample(&csv, &row);
        }
        at = next;
    }
    if (csv.cluster.count == 0) {
        fail(EXIT_BAD_INPUT, "%s: holds no samples", path);
    }
    return csv.cluster;
}

OUTLINED Cluster read_cluster(const char *path) {
    Buffer file = read_file(path);
    if (is_gzip(&file)) {
        Buffer text = gunzip(&file, path);
        free(file.data);
        file = text;
    }
    append_byte(&file, '\n'); /* so that the last line has an end to write the terminator on */
    Cluster cluster = parse_cluster((char *)file.data, file.size, path);
    free(file.data);
    return cluster;
}

OUTLINED const Series *find_node(const Cluster *cluster, const char *name) {
    for (size_t i = 0; i < cluster->count; i++) {
        if (strcmp(cluster->nodes[i].name, name) == 0) {
            return &cluster->nodes[i];
        }
    }
    fail(EXIT_BAD_INPUT, "--node: '%.80s' is not in the input; the first of its %zu nodes is %s", name, cluster->count,
         cluster->nodes[0].name);
}

/* A calendar date and time of day in UTC. */
typedef struct {
    int year, month, day, hour, minute;
} Moment;

/* Counts years from March, so that the leap day is the last of its year and needs no special case. */
OUTLINED Moment moment_of(int64_t epoch_seconds) {
    int64_t days = epoch_seconds / 86400, second = epoch_seconds % 86400;
    int64_t shifted = days + 719468, era = shifted / 146097, day_of_era = shifted % 146097;
    int64_t year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100), month = (5 * day_of_year + 2) / 153;
    Moment moment;
    moment.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    moment.month = (int)(month < 10 ? month + 3 : month - 9);
    moment.year = (int)(year + era * 400 + (moment.month <= 2));
    moment.hour = (int)(second / 3600);
    moment.minute = (int)(second % 3600 / 60);
    return moment;
}

#endif
