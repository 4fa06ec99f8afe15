/*
 * A typeface of strokes, made for these charts: each letter is a path of lines and curves that a round pen follows.
 *
 * Path letters: m x y moves; l x y draws a line; h x y and v x y draw a quarter of an ellipse that leaves horizontally
 * or vertically; c x1 y1 x2 y2 x y draws a cubic Bezier curve. Capitals are 14 units high, small letters 10, and the
 * baseline is 0. All digits have the same width, so that columns of numbers stand still.
 */
#ifndef SOUK_DEMO_FONT_H
#define SOUK_DEMO_FONT_H

#include "base.h"

#define CAPITAL_HEIGHT 14.0
#define GLYPH_GAP 3.9
#define SIGN_DOT "\x01"  /* a dot at half height, between parts of a line */
#define SIGN_DASH "\x02" /* a long dash, for ranges */

typedef struct {
    char letter;
    double width;
    const char *path;
} Glyph;

static const Glyph GLYPHS[] = {
    {'?', 7.6, "m0 10.8 v3.8 14 h7.6 10.6 c7.6 7.6 3.8 7.6 3.8 4 m3.8 0.2 l3.8 0.3"}, /* stands in for unknown letters */
    {' ', 1.6, ""},
    {'\x01', 1, "m0.5 5.8 l0.5 5.9"},
    {'\x02', 8, "m0 5.4 l8 5.4"},
    {'!', 0, "m0 14 l0 4.4 m0 0.2 l0 0.3"},
    {'%', 12, "m2.6 14 h0 11.2 v2.6 8.4 h5.2 11.2 v2.6 14 m9.4 5.6 h6.8 2.8 v9.4 0 h12 2.8 v9.4 5.6 m10 14 l2 0"},
    {'\'', 0, "m0 14 l0 11"},
    {'(', 3, "m3 16 c-1 11 -1 2 3 -3"},
    {')', 3, "m0 16 c4 11 4 2 0 -3"},
    {'+', 8, "m0 6 l8 6 m4 2 l4 10"},
    {',', 0.6, "m0.5 0.4 l-0.2 -2.4"},
    {'-', 5, "m0 5.4 l5 5.4"},
    {'.', 0.4, "m0.2 0.2 l0.2 0.3"},
    {'/', 6, "m0 -1.5 l6 15"},
    {':', 0.4, "m0.2 0.4 l0.2 0.5 m0.2 8 l0.2 8.1"},
    {'=', 8, "m0 7.6 l8 7.6 m0 3.8 l8 3.8"},
    {'_', 8, "m0 -2.2 l8 -2.2"},
    {'0', 9, "m0 9 v4.5 14 h9 9 l9 5 v4.5 0 h0 5 l0 9"},
    {'1', 9, "m1.4 11 l5.2 14 l5.2 0"},
    {'2', 9, "m0.4 10 v4.5 14 h8.7 10 c8.7 7 6 5.5 0.2 0 l9 0"},
    {'3', 9, "m0.6 11.5 c1.4 13.2 2.8 14 4.4 14 h8.3 10.6 v4.4 7.4 l3.2 7.4 m4.4 7.4 h9 3.7 v4.4 0 c2.4 0 1 0.9 0.2 2.6"},
    {'4', 9, "m6.8 0 l6.8 14 l0 4 l9.2 4"},
    {'5', 9, "m8.3 14 l1.6 14 l1 7.6 c2 8.6 3.2 9 4.4 9 h9 4.5 v4.4 0 c2.4 0 1 0.9 0.2 2.4"},
    {'6', 9, "m8.2 12.4 c7.2 13.6 6 14 4.8 14 c1.6 14 0 11 0 6 l0 4.4 v4.5 0 h9 4.5 v4.5 9 h0 4.4"},
    {'7', 9, "m0.2 14 l8.8 14 l3.2 0"},
    {'8', 9, "m4.5 7.5 h0.5 10.75 v4.5 14 h8.5 10.75 v4.5 7.5 h0 3.75 v4.5 0 h9 3.75 v4.5 7.5"},
    {'9', 9, "m0.8 1.6 c1.8 0.4 3 0 4.2 0 c7.4 0 9 3 9 8 l9 9.6 v4.5 14 h0 9.6 v4.5 5 h9 9.6"},
    {'A', 11, "m0 0 l5.5 14 l11 0 m1.9 4.8 l9.1 4.8"},
    {'B', 9.2, "m0 0 l0 14 l5 14 h8.6 10.7 v5 7.5 l0 7.5 m5 7.5 h9.2 3.75 v5 0 l0 0"},
    {'C', 10.4, "m10.4 10.6 c9.5 12.8 7.8 14 5.6 14 h0 8.5 l0 5.5 v5.6 0 c7.8 0 9.5 1.2 10.4 3.4"},
    {'D', 10, "m0 0 l0 14 l4.5 14 h10 8.5 l10 5.5 v4.5 0 l0 0"},
    {'E', 8, "m8 14 l0 14 l0 0 l8 0 m0 7.4 l7 7.4"},
    {'F', 8, "m8 14 l0 14 l0 0 m0 7 l7 7"},
    {'G', 11, "m10.4 10.8 c9.5 12.8 7.8 14 5.6 14 h0 8.5 l0 5.5 v5.6 0 h11 5.4 l11 6.8 l6.4 6.8"},
    {'H', 10, "m0 0 l0 14 m10 0 l10 14 m0 7.2 l10 7.2"},
    {'I', 0, "m0 0 l0 14"},
    {'J', 7, "m7 14 l7 4 v3.4 0 h0 3.6"},
    {'K', 9.5, "m0 0 l0 14 m9 14 l0 5.4 m3.4 8.6 l9.5 0"},
    {'L', 7.5, "m0 14 l0 0 l7.5 0"},
    {'M', 12, "m0 0 l0 14 l6 4 l12 14 l12 0"},
    {'N', 10, "m0 0 l0 14 l10 0 l10 14"},
    {'O', 11.5, "m0 8.5 v5.75 14 h11.5 8.5 l11.5 5.5 v5.75 0 h0 5.5 l0 8.5"},
    {'P', 9, "m0 0 l0 14 l5 14 h9 10 v5 6 l0 6"},
    {'Q', 11.5, "m0 8.5 v5.75 14 h11.5 8.5 l11.5 5.5 v5.75 0 h0 5.5 l0 8.5 m7.5 3.5 l11.5 -1"},
    {'R', 9.3, "m0 0 l0 14 l5 14 h9 10 v5 6 l0 6 m5 6 l9.3 0"},
    {'S', 9, "m8.6 11.4 c7.8 13 6.3 14 4.5 14 h0.4 10.6 c0.4 5.6 9 8.6 9 3.7 v4.5 0 c2.3 0 0.8 1 0 2.8"},
    {'T', 10, "m0 14 l10 14 m5 14 l5 0"},
    {'U', 10, "m0 14 l0 5 v5 0 h10 5 l10 14"},
    {'V', 10.5, "m0 14 l5.25 0 l10.5 14"},
    {'W', 15, "m0 14 l3.75 0 l7.5 13 l11.25 0 l15 14"},
    {'X', 9.5, "m0 14 l9.5 0 m9.5 14 l0 0"},
    {'Y', 9.5, "m0 14 l4.75 7 l9.5 14 m4.75 7 l4.75 0"},
    {'Z', 9, "m0 14 l9 14 l0 0 l9 0"},
    {'a', 7.8, "m0.7 8.2 c1.4 9.4 2.6 10 4.1 10 h7.8 6.4 l7.8 0 m7.8 5.8 l4 5.8 h0 2.9 v3.5 0 c5.4 0 7.2 1 7.8 2.8"},
    {'b', 8.5, "m0 15 l0 0 m0 5.8 v4.3 10 h8.5 5.8 l8.5 4.2 v4.3 0 h0 4.2"},
    {'c', 7.8, "m7.8 7.6 c7 9.2 5.8 10 4.2 10 h0 5.8 l0 4.2 v4.2 0 c5.8 0 7 0.8 7.8 2.4"},
    {'d', 8.5, "m8.5 15 l8.5 0 m8.5 5.8 v4.2 10 h0 5.8 l0 4.2 v4.2 0 h8.5 4.2"},
    {'e', 8.4, "m0 5.2 l8.4 5.2 l8.4 5.8 v4.2 10 h0 5.8 l0 4.2 v4.2 0 c5.8 0 7.2 0.8 8 2.2"},
    {'f', 5, "m5.2 14.9 c3 15.2 2 14 2 12 l2 0 m0 10 l5 10"},
    {'g', 8.5, "m8.5 10 l8.5 -0.5 v4.2 -4.4 c2.6 -4.4 1.4 -3.8 0.6 -2.7 m8.5 5.8 v4.2 10 h0 5.8 l0 4.2 v4.2 0 h8.5 4.2"},
    {'h', 7.8, "m0 15 l0 0 m0 5.6 v4 10 h7.8 6 l7.8 0"},
    {'i', 0, "m0 10 l0 0 m0 14 l0 14.1"},
    {'j', 2, "m2 10 l2 -1.4 c2 -3.4 1.2 -4.3 -0.6 -4.2 m2 14 l2 14.1"},
    {'k', 7.6, "m0 15 l0 0 m7.2 10 l0 3.6 m2.8 6.2 l7.6 0"},
    {'l', 0, "m0 15 l0 0"},
    {'m', 13, "m0 10 l0 0 m0 6 v3.4 10 h6.5 6.4 l6.5 0 m6.5 6 v10 10 h13 6.4 l13 0"},
    {'n', 7.8, "m0 10 l0 0 m0 5.6 v4 10 h7.8 6 l7.8 0"},
    {'o', 8.8, "m0 5.8 v4.4 10 h8.8 5.8 l8.8 4.2 v4.4 0 h0 4.2 l0 5.8"},
    {'p', 8.5, "m0 10 l0 -4.4 m0 5.8 v4.3 10 h8.5 5.8 l8.5 4.2 v4.3 0 h0 4.2"},
    {'q', 8.5, "m8.5 10 l8.5 -4.4 m8.5 5.8 v4.2 10 h0 5.8 l0 4.2 v4.2 0 h8.5 4.2"},
    {'r', 4.4, "m0 10 l0 0 m0 5.4 v4.4 9.9"},
    {'s', 7, "m6.6 8 c6 9.3 5 10 3.5 10 h0.4 7.5 c0.4 4 7 6.2 7 2.7 v3.5 0 c1.7 0 0.5 0.8 0 2.2"},
    {'t', 5, "m2 13 l2 3 c2 0.8 3 -0.2 5 0.1 m0 10 l4.8 10"},
    {'u', 7.8, "m0 10 l0 4 v3.8 0 h7.8 4.4 m7.8 10 l7.8 0"},
    {'v', 8, "m0 10 l4 0 l8 10"},
    {'w', 12, "m0 10 l3 0 l6 9.4 l9 0 l12 10"},
    {'x', 7.6, "m0 10 l7.6 0 m7.6 10 l0 0"},
    {'y', 8, "m0 10 l4 0 m8 10 l3.4 -1.6 c2.8 -3.4 2 -4.4 0.4 -4.3"},
    {'z', 7, "m0 10 l7 10 l0 0 l7 0"},
};

OUTLINED const Glyph *glyph_of(char letter) {
    for (size_t i = 0; i < sizeof GLYPHS / sizeof GLYPHS[0]; i++) {
        if (GLYPHS[i].letter == letter) {
            return &GLYPHS[i];
        }
    }
    return &GLYPHS[0];
}

typedef void (*StrokeSink)(void *context, double x0, double y0, double x1, double y1);

OUTLINED void trace_curve(const double *x, const double *y, StrokeSink sink, void *context) {
    enum { STEPS = 10 };
    double from_x = x[0], from_y = y[0];
    for (int i = 1; i <= STEPS; i++) {
        double t = (double)i / STEPS, u = 1 - t;
        double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
        double to_x = a * x[0] + b * x[1] + c * x[2] + d * x[3], to_y = a * y[0] + b * y[1] + c * y[2] + d * y[3];
        sink(context, from_x, from_y, to_x, to_y);
        from_x = to_x;
        from_y = to_y;
    }
}

/* Gives the strokes of a glyph, in glyph units with y upwards, to `sink`. */
OUTLINED void trace_glyph(const Glyph *glyph, StrokeSink sink, void *context) {
    /* A cubic curve comes closest to a quarter of a circle with its handles at this share of the way to the corner. */
    const double ROUND = 0.5523;
    double x[4] = {0}, y[4] = {0};
    for (const char *at = glyph->path; *at != '\0';) {
        char command = *at++, *end;
        for (int i = command == 'c' ? 1 : 3; i <= 3; i++) {
            x[i] = strtod(at, &end);
            y[i] = strtod(end, &end);
            at = end;
        }
        at += *at == ' ';
        if (command == 'h') {
            x[1] = x[0] + (x[3] - x[0]) * ROUND, y[1] = y[0];
            x[2] = x[3], y[2] = y[3] + (y[0] - y[3]) * ROUND;
        } else if (command == 'v') {
            x[1] = x[0], y[1] = y[0] + (y[3] - y[0]) * ROUND;
            x[2] = x[3] + (x[0] - x[3]) * ROUND, y[2] = y[3];
        }
        if (command == 'l') {
            sink(context, x[0], y[0], x[3], y[3]);
        } else if (command != 'm') {
            trace_curve(x, y, sink, context);
        }
        x[0] = x[3];
        y[0] = y[3];
    }
}

#endif
