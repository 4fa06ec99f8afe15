/*
 * loadchart INPUT OUTPUT.png [--node NAME] [--width PIXELS] [--height PIXELS] [--threshold SCORE]
 *
 * Draws the CPU load of one node, or of all nodes as small multiples, as a PNG.
 */
#include "panel.h"
#include "png.h"

enum { MOST_PANELS = 48 };

static const TextStyle TITLE = {27, 0.112, INK};
static const TextStyle SUBTITLE = {14.5, 0.09, MUTED};
static const TextStyle PANEL_TITLE = {14.5, 0.112, INK};
static const TextStyle FIGURE_LABEL = {12.5, 0.092, MUTED};
static const TextStyle FIGURE = {22, 0.108, INK};
static const TextStyle SMALL = {12, 0.09, FAINT};

typedef struct {
    const char *input, *output, *node;
    int width, height; /* in pixels; a height of 0 is as high as is needed */
    double threshold;
} Options;

static Options parse_options(int argc, char **argv) {
    Options options = {.width = 1200, .threshold = 6};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--node") == 0) {
            options.node = text_option(argc, argv, &i);
        } else if (strcmp(argv[i], "--width") == 0) {
            options.width = (int)number_option(argc, argv, &i, 640, 4096);
        } else if (strcmp(argv[i], "--height") == 0) {
            options.height = (int)number_option(argc, argv, &i, 400, 4096);
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
        fail(EXIT_BAD_INPUT, "usage: loadchart INPUT OUTPUT.png [--node NAME] [--width PIXELS] [--height PIXELS] "
                             "[--threshold SCORE]");
    }
    return options;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void describe_span(char *text, size_t room, int64_t begin, int64_t end, int64_t step) {
    Moment from = moment_of(begin), to = moment_of(end);
    char every[32];
    if (step % 60 == 0) {
        snprintf(every, sizeof every, "%lld-minute", (long long)(step / 60));
    } else {
        snprintf(every, sizeof every, "%lld-second", (long long)step);
    }
    snprintf(text, room, "%d %s " SIGN_DASH " %d %s %d  " SIGN_DOT "  %s samples  " SIGN_DOT "  UTC", from.day,
             MONTHS[from.month - 1], to.day, MONTHS[to.month - 1], to.year, every);
}

/* One entry of the legend; returns where the next one may begin. */
static double draw_legend_entry(Canvas *canvas, double x, double y, const char *text, Colour colour, int kind) {
    if (kind == 0) {
        collect_rectangle(canvas, x, y - 10, 18, 12, 2.5);
    } else if (kind == 1) {
        collect_stroke(canvas, x + 1.5, y - 4, x + 16.5, y - 4, 2.6);
    } else {
        collect_disc(canvas, x + 9, y - 4, 3.6);
    }
    paint(canvas, colour, 1);
    draw_text(canvas, x + 26, y, 0, FIGURE_LABEL, text);
    return x + 26 + text_width(text, FIGURE_LABEL) + 26;
}

static void draw_legend(Canvas *canvas, double x, double y) {
    x = draw_legend_entry(canvas, x, y, "Samples", SAMPLE_LINE, 1);
    x = draw_legend_entry(canvas, x, y, "Mean of 2 hours", MEAN_LINE, 1);
    x = draw_legend_entry(canvas, x, y, "5 " SIGN_DASH " 95 % of 6 hours", BAND, 0);
    draw_legend_entry(canvas, x, y, "Anomaly", ANOMALY_DOT, 2);
}

static void draw_footer(Canvas *canvas, const char *input) {
    char text[160];
    snprintf(text, sizeof text, "Source: %.100s", base_name(input));
    draw_text(canvas, 48, canvas->height - 22, 0, SMALL, text);
    draw_text(canvas, canvas->width - 48, canvas->height - 22, 1, SMALL, "CPU load in percent of the machine");
}

static void draw_figures(Canvas *canvas, double right, const Picture *picture) {
    const char *labels[] = {"Mean", "Median", "p95", "p99", "Peak"};
    double values[] = {picture->mean, picture->p50, picture->p95, picture->p99, picture->peak};
    for (int i = 4; i >= 0; i--) {
        char text[32];
        double x = right - (4 - i) * 104;
        snprintf(text, sizeof text, values[i] < 10 ? "%.2f %%" : "%.1f %%", values[i]);
        draw_text(canvas, x, 50, 1, FIGURE_LABEL, labels[i]);
        draw_text(canvas, x, 78, 1, FIGURE, text);
    }
}

static void draw_p95(Canvas *canvas, const Panel *panel, double p95) {
    static const TextStyle LABEL = {12.5, 0.105, P95_LINE};
    double y = y_of(panel, p95), right = panel->left + panel->width;
    dashed_line(canvas, panel->left, right, y, P95_LINE);
    draw_text(canvas, right + 10, y + 4.5, 0, LABEL, "p95");
}

static void draw_single(Canvas *canvas, const Options *options, const Series *series) {
    Picture picture = study(series, options->threshold);
    const EvenSeries *even = &picture.even;
    Panel panel = {.left = 96, .top = 158, .width = canvas->width - 96 - 82, .height = canvas->height - 158 - 92,
                   .ceiling = ceiling_for(picture.peak, 6), .begin = even->start,
                   .end = even->start + (int64_t)even->count * even->step, .ticks_across = canvas->width / 76};
    char text[160];
    draw_text(canvas, 48, 58, 0, TITLE, series->name);
    describe_span(text, sizeof text, panel.begin, panel.end, even->step);
    draw_text(canvas, 48, 86, 0, SUBTITLE, text);
    draw_figures(canvas, canvas->width - 48, &picture);
    draw_legend(canvas, 48, 126);
    snprintf(text, sizeof text, "%zu %s", picture.anomalies.count, picture.anomalies.count == 1 ? "anomaly" : "anomalies");
    draw_text(canvas, canvas->width - 48, 126, 1, FIGURE_LABEL, text);
    draw_panel(canvas, &panel, &picture, 6, 2.3);
    draw_p95(canvas, &panel, picture.p95);
    draw_footer(canvas, options->input);
    printf("%s: mean %.3f, p95 %.3f, anomalies %zu\n", series->name, picture.mean, picture.p95, picture.anomalies.count);
}

/* How many panels side by side make their shape closest to twice as wide as high. */
static int columns_for(int panels, double width, double height) {
    int best = 1;
    double best_error = 1e9;
    for (int columns = 1; columns <= panels; columns++) {
        int rows = (panels + columns - 1) / columns;
        double shape = width / columns / (height / rows);
        double error = shape > 2.2 ? shape / 2.2 : 2.2 / shape;
        error += 0.3 * (columns * rows - panels); /* an empty place in the grid looks like a mistake */
        if (error < best_error) {
            best_error = error;
            best = columns;
        }
    }
    return best;
}

static void draw_small(Canvas *canvas, const Options *options, const Series *series, Panel panel) {
    Picture picture = study(series, options->threshold);
    char text[64];
    int roomy = panel.width > 230 && panel.height > 70;
    snprintf(text, sizeof text, "mean %.1f %%  " SIGN_DOT "  p95 %.1f %%", picture.mean, picture.p95);
    panel.begin = picture.even.start;
    panel.end = panel.begin + (int64_t)picture.even.count * picture.even.step;
    panel.ceiling = ceiling_for(picture.peak, roomy ? 4 : 2);
    draw_text(canvas, panel.left, panel.top - 14, 0, PANEL_TITLE, series->name);
    if (text_width(text, FIGURE_LABEL) + text_width(series->name, PANEL_TITLE) + 16 < panel.width) {
        draw_text(canvas, panel.left + panel.width, panel.top - 14, 1, FIGURE_LABEL, text);
    }
    draw_panel(canvas, &panel, &picture, roomy ? 4 : 2, roomy ? 1.7 : 1.3);
    printf("%s: mean %.3f, p95 %.3f, anomalies %zu\n", series->name, picture.mean, picture.p95, picture.anomalies.count);
    free(picture.even.value);
    free(picture.anomalies.items);
}

static int needed_height(const Options *options, const Cluster *cluster) {
    int panels = options->node != NULL ? 1 : cluster->count < MOST_PANELS ? (int)cluster->count : MOST_PANELS;
    int columns = (options->width - 72) / 280, rows = (panels + columns - 1) / columns;
    int height = 182 + rows * 170;
    return height < options->width * 9 / 16 ? options->width * 9 / 16 : height;
}

static void draw_multiples(Canvas *canvas, const Options *options, const Cluster *cluster) {
    int shown = cluster->count < MOST_PANELS ? (int)cluster->count : MOST_PANELS;
    double top = 136, width = canvas->width - 72, height = canvas->height - top - 46;
    int columns = columns_for(shown, width, height), rows = (shown + columns - 1) / columns;
    char text[160], hidden[48] = "";
    if ((size_t)shown < cluster->count) {
        snprintf(hidden, sizeof hidden, ", the first %d shown", shown);
    }
    snprintf(text, sizeof text, "CPU load of %zu machines%s", cluster->count, hidden);
    draw_text(canvas, 48, 58, 0, TITLE, text);
    int64_t begin = INT64_MAX, end = 0;
    for (size_t i = 0; i < cluster->count; i++) {
        const Series *node = &cluster->nodes[i];
        begin = node->time[0] < begin ? node->time[0] : begin;
        end = node->time[node->count - 1] > end ? node->time[node->count - 1] : end;
    }
    describe_span(text, sizeof text, begin, end, usual_step(&cluster->nodes[0]));
    draw_text(canvas, 48, 86, 0, SUBTITLE, text);
    draw_legend(canvas, 48, 118);
    for (int i = 0; i < shown; i++) {
        double cell_width = width / columns, cell_height = height / rows;
        Panel panel = {.left = 36 + cell_width * (i % columns) + 58, .top = top + cell_height * (i / columns) + 40,
                       .width = cell_width - 58 - 20, .height = cell_height - 40 - 34};
        panel.ticks_across = (int)(panel.width / 56);
        draw_small(canvas, options, &cluster->nodes[i], panel);
    }
    draw_footer(canvas, options->input);
}

int main(int argc, char **argv) {
    Options options = parse_options(argc, argv);
    Cluster cluster = read_cluster(options.input);
    int height = options.height > 0 ? options.height : needed_height(&options, &cluster);
    Canvas canvas = new_canvas(options.width, height, 0xffffff);
    if (options.node != NULL || cluster.count == 1) {
        draw_single(&canvas, &options, options.node != NULL ? find_node(&cluster, options.node) : &cluster.nodes[0]);
    } else {
        draw_multiples(&canvas, &options, &cluster);
    }
    Buffer png = png_of(canvas.rgb, (size_t)canvas.width, (size_t)canvas.height);
    FILE *file = open_output(options.output);
    fwrite(png.data, 1, png.size, file);
    close_output(file, options.output);
    printf("wrote %s: %d x %d pixels, %zu bytes\n", base_name(options.output), canvas.width, canvas.height, png.size);
    return EXIT_OK;
}
