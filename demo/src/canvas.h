/*
 * Anti-aliased drawing. A shape is first collected as coverage (0 to 1 a pixel, the maximum of its parts), then painted
 * at once: so a line that crosses itself, or a letter of several strokes, is nowhere darker than its colour.
 */
#ifndef SOUK_DEMO_CANVAS_H
#define SOUK_DEMO_CANVAS_H

#include "base.h"
#include "font.h"
#include <math.h>

typedef uint32_t Colour; /* 0xRRGGBB */

typedef struct {
    int width, height;
    uint8_t *rgb;
    float *coverage;
    int left, top, right, bottom; /* the part of `coverage` that may be set; right and bottom are exclusive */
} Canvas;

OUTLINED Canvas new_canvas(int width, int height, Colour background) {
    size_t pixels = (size_t)width * (size_t)height;
    Canvas canvas = {.width = width, .height = height, .rgb = resized(NULL, pixels, 3),
                     .coverage = zeroed(pixels, sizeof(float)), .left = width, .top = height};
    for (size_t i = 0; i < pixels; i++) {
        canvas.rgb[i * 3] = (uint8_t)(background >> 16);
        canvas.rgb[i * 3 + 1] = (uint8_t)(background >> 8);
        canvas.rgb[i * 3 + 2] = (uint8_t)background;
    }
    return canvas;
}

static inline void blend(uint8_t *pixel, Colour colour, double amount) {
    for (int i = 0; i < 3; i++) {
        double target = (double)(colour >> (16 - 8 * i) & 0xff);
        pixel[i] = (uint8_t)(pixel[i] + (target - pixel[i]) * amount + 0.5);
    }
}

/* Paints what was collected and forgets it. */
OUTLINED void paint(Canvas *canvas, Colour colour, double opacity) {
    for (int y = canvas->top; y < canvas->bottom; y++) {
        for (int x = canvas->left; x < canvas->right; x++) {
            size_t at = (size_t)y * (size_t)canvas->width + (size_t)x;
            if (canvas->coverage[at] > 0) {
                blend(canvas->rgb + at * 3, colour, canvas->coverage[at] * opacity);
                canvas->coverage[at] = 0;
            }
        }
    }
    canvas->left = canvas->width;
    canvas->top = canvas->height;
    canvas->right = canvas->bottom = 0;
}

static inline int clamp_to(double value, int most) {
    return value < 0 ? 0 : value > most ? most : (int)value;
}

typedef struct {
    int left, top, right, bottom;
} Box;

/* The pixels that a shape between the given edges can touch; they count as collected from now on. */
OUTLINED Box touch(Canvas *canvas, double left, double top, double right, double bottom) {
    Box box = {clamp_to(left, canvas->width), clamp_to(top, canvas->height), clamp_to(right + 1, canvas->width),
               clamp_to(bottom + 1, canvas->height)};
    canvas->left = box.left < canvas->left ? box.left : canvas->left;
    canvas->top = box.top < canvas->top ? box.top : canvas->top;
    canvas->right = box.right > canvas->right ? box.right : canvas->right;
    canvas->bottom = box.bottom > canvas->bottom ? box.bottom : canvas->bottom;
    return box;
}

static inline void cover(Canvas *canvas, int x, int y, double amount) {
    float *place = canvas->coverage + (size_t)y * (size_t)canvas->width + x;
    if (amount > *place) {
        *place = (float)(amount > 1 ? 1 : amount);
    }
}

/* A stroke with round ends, by the distance of each pixel's centre from the segment. */
OUTLINED void collect_stroke(Canvas *canvas, double x0, double y0, double x1, double y1, double width) {
    double reach = width / 2 + 0.5, dx = x1 - x0, dy = y1 - y0, square = dx * dx + dy * dy;
    Box box = touch(canvas, fmin(x0, x1) - reach, fmin(y0, y1) - reach, fmax(x0, x1) + reach, fmax(y0, y1) + reach);
    double most = width < 1 ? width : 1;
    for (int y = box.top; y < box.bottom; y++) {
        for (int x = box.left; x < box.right; x++) {
            double px = x + 0.5 - x0, py = y + 0.5 - y0;
            double along = square > 0 ? (px * dx + py * dy) / square : 0;
            along = along < 0 ? 0 : along > 1 ? 1 : along;
            double ex = px - along * dx, ey = py - along * dy, away = ex * ex + ey * ey;
            if (away < reach * reach) {
                cover(canvas, x, y, fmin(reach - sqrt(away), most));
            }
        }
    }
}

OUTLINED void collect_disc(Canvas *canvas, double x, double y, double radius) {
    collect_stroke(canvas, x, y, x, y, radius * 2);
}

/* A rectangle with round corners; a radius of 0 gives sharp ones. Edges need not fall on pixel borders. */
OUTLINED void collect_rectangle(Canvas *canvas, double x, double y, double width, double height, double radius) {
    Box box = touch(canvas, x - 1, y - 1, x + width + 1, y + height + 1);
    for (int py = box.top; py < box.bottom; py++) {
        for (int px = box.left; px < box.right; px++) {
            if (radius <= 0) {
                double across = fmin(px + 1, x + width) - fmax(px, x), down = fmin(py + 1, y + height) - fmax(py, y);
                if (across > 0 && down > 0) {
                    cover(canvas, px, py, across * down);
                }
                continue;
            }
            double qx = fabs(px + 0.5 - x - width / 2) - width / 2 + radius;
            double qy = fabs(py + 0.5 - y - height / 2) - height / 2 + radius;
            double ox = qx > 0 ? qx : 0, oy = qy > 0 ? qy : 0;
            double outside = sqrt(ox * ox + oy * oy) + fmin(fmax(qx, qy), 0) - radius;
            cover(canvas, px, py, 0.5 - outside);
        }
    }
}

OUTLINED void fill_rectangle(Canvas *canvas, double x, double y, double width, double height, Colour colour) {
    collect_rectangle(canvas, x, y, width, height, 0);
    paint(canvas, colour, 1);
}

OUTLINED void dashed_line(Canvas *canvas, double x0, double x1, double y, Colour colour) {
    for (double x = x0; x < x1; x += 8) {
        collect_rectangle(canvas, x, y - 0.6, fmin(4.5, x1 - x), 1.2, 0);
    }
    paint(canvas, colour, 1);
}

typedef struct {
    double size; /* pixels from line to line, of which a capital letter fills 0.72 */
    double weight; /* stroke width as a share of the size */
    Colour colour;
} TextStyle;

typedef struct {
    Canvas *canvas;
    double x, y, scale, stroke;
} Pen;

static void collect_glyph_stroke(void *context, double x0, double y0, double x1, double y1) {
    const Pen *pen = context;
    collect_stroke(pen->canvas, pen->x + x0 * pen->scale, pen->y - y0 * pen->scale, pen->x + x1 * pen->scale,
                   pen->y - y1 * pen->scale, pen->stroke);
}

OUTLINED double text_width(const char *text, TextStyle style) {
    double width = 0;
    for (const char *c = text; *c != '\0'; c++) {
        width += glyph_of(*c)->width + GLYPH_GAP;
    }
    return width > 0 ? (width - GLYPH_GAP) * style.size * 0.72 / CAPITAL_HEIGHT : 0;
}

/* Draws a line of text with its baseline at y; `align` 0 starts at x, 0.5 centres on x, 1 ends at x. */
OUTLINED void draw_text(Canvas *canvas, double x, double y, double align, TextStyle style, const char *text) {
    double scale = style.size * 0.72 / CAPITAL_HEIGHT;
    Pen pen = {canvas, x - align * text_width(text, style), y, scale, style.size * style.weight};
    for (const char *c = text; *c != '\0'; c++) {
        const Glyph *glyph = glyph_of(*c);
        trace_glyph(glyph, collect_glyph_stroke, &pen);
        pen.x += (glyph->width + GLYPH_GAP) * scale;
    }
    paint(canvas, style.colour, 1);
}

#endif
