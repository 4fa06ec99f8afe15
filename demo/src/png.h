/* A PNG file (ISO 15948) of 8-bit RGB pixels. */
#ifndef SOUK_DEMO_PNG_H
#define SOUK_DEMO_PNG_H

#include "deflate.h"

OUTLINED void append_number(Buffer *buffer, uint32_t value) {
    uint8_t bytes[4] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value};
    append(buffer, bytes, 4);
}

OUTLINED void append_chunk(Buffer *png, const char *kind, const Buffer *content) {
    append_number(png, (uint32_t)content->size);
    size_t start = png->size;
    append(png, kind, 4);
    append(png, content->data, content->size);
    append_number(png, crc32_of(png->data + start, png->size - start, 0));
}

static inline uint8_t paeth(int left, int up, int corner) {
    int guess = left + up - corner;
    int to_left = abs(guess - left), to_up = abs(guess - up), to_corner = abs(guess - corner);
    return (uint8_t)(to_left <= to_up && to_left <= to_corner ? left : to_up <= to_corner ? up : corner);
}

/* One row under one of the filters 0 none, 1 left, 2 up, 4 Paeth; returns the sum of the distances from zero. */
OUTLINED uint32_t filter_row(uint8_t *to, const uint8_t *row, const uint8_t *above, size_t size, int filter) {
    uint32_t sum = 0;
    for (size_t i = 0; i < size; i++) {
        int left = i >= 3 ? row[i - 3] : 0, up = above[i], corner = i >= 3 ? above[i - 3] : 0;
        int expected = filter == 0 ? 0 : filter == 1 ? left : filter == 2 ? up : paeth(left, up, corner);
        to[i] = (uint8_t)(row[i] - expected);
        sum += to[i] < 128 ? to[i] : 256u - to[i];
    }
    return sum;
}

/* Every row gets the filter that leaves the smallest numbers: those compress best. */
OUTLINED Buffer filtered_rows(const uint8_t *rgb, size_t width, size_t height) {
    static const int FILTERS[] = {2, 1, 4, 0};
    size_t row_size = width * 3;
    uint8_t *candidate = resized(NULL, row_size, 1), *above = zeroed(row_size, 1);
    Buffer rows = {0};
    reserve(&rows, (row_size + 1) * height);
    for (size_t y = 0; y < height; y++) {
        uint32_t best = UINT32_MAX;
        uint8_t *target = rows.data + rows.size;
        for (int i = 0; i < 4; i++) {
            uint32_t sum = filter_row(candidate, rgb + y * row_size, above, row_size, FILTERS[i]);
            if (sum < best) {
                best = sum;
                target[0] = (uint8_t)FILTERS[i];
                memcpy(target + 1, candidate, row_size);
            }
        }
        memcpy(above, rgb + y * row_size, row_size);
        rows.size += row_size + 1;
    }
    free(candidate);
    free(above);
    return rows;
}

OUTLINED Buffer png_of(const uint8_t *rgb, size_t width, size_t height) {
    Buffer png = {0}, header = {0}, data = {0}, end = {0};
    append(&png, "\x89PNG\r\n\x1a\n", 8);
    append_number(&header, (uint32_t)width);
    append_number(&header, (uint32_t)height);
    append(&header, "\x08\x02\0\0\0", 5); /* 8 bits, RGB, deflate, the five filters, not interlaced */
    append_chunk(&png, "IHDR", &header);
    Buffer rows = filtered_rows(rgb, width, height), packed = deflate_block(rows.data, rows.size);
    append(&data, "\x78\x9c", 2); /* zlib, window of 32 KiB */
    append(&data, packed.data, packed.size);
    append_number(&data, adler32_of(rows.data, rows.size));
    append_chunk(&png, "IDAT", &data);
    append(&end, "", 0);
    append_chunk(&png, "IEND", &end);
    free(header.data);
    free(rows.data);
    free(packed.data);
    free(data.data);
    free(end.data);
    return png;
}

#endif
