/*
 * Compression to DEFLATE (RFC 1951) in one block with the fixed Huffman codes. Repetitions are looked up in chains of
 * equal three-byte beginnings. Dynamic codes would save some ten percent on a chart, for twice the code.
 */
#ifndef SOUK_DEMO_DEFLATE_H
#define SOUK_DEMO_DEFLATE_H

#include "inflate.h"

enum { HASH_BITS = 15, WINDOW_SIZE = 32768, SHORTEST_MATCH = 3, LONGEST_MATCH = 258, MOST_CANDIDATES = 96 };

typedef struct {
    Buffer out;
    uint32_t bits;
    int bit_count;
} BitWriter;

static inline void put_bits(BitWriter *writer, uint32_t value, int count) {
    writer->bits |= value << writer->bit_count;
    writer->bit_count += count;
    while (writer->bit_count >= 8) {
        append_byte(&writer->out, (uint8_t)writer->bits);
        writer->bits >>= 8;
        writer->bit_count -= 8;
    }
}

/* Huffman codes go out from their highest bit, all other numbers from their lowest. */
OUTLINED void put_code(BitWriter *writer, uint32_t code, int count) {
    uint32_t reversed = 0;
    for (int i = 0; i < count; i++) {
        reversed |= (code >> i & 1) << (count - 1 - i);
    }
    put_bits(writer, reversed, count);
}

OUTLINED void put_literal(BitWriter *writer, uint32_t symbol) {
    if (symbol < 144) {
        put_code(writer, 0x30 + symbol, 8);
    } else if (symbol < 256) {
        put_code(writer, 0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
        put_code(writer, symbol - 256, 7);
    } else {
        put_code(writer, 0xc0 + symbol - 280, 8);
    }
}

OUTLINED void put_match(BitWriter *writer, size_t length, size_t distance) {
    int symbol = 28;
    while (LENGTH_BASE[symbol] > length) {
        symbol--;
    }
    put_literal(writer, 257 + (uint32_t)symbol);
    put_bits(writer, (uint32_t)(length - LENGTH_BASE[symbol]), LENGTH_EXTRA[symbol]);
    symbol = 29;
    while (DISTANCE_BASE[symbol] > distance) {
        symbol--;
    }
    put_code(writer, (uint32_t)symbol, 5);
    put_bits(writer, (uint32_t)(distance - DISTANCE_BASE[symbol]), DISTANCE_EXTRA[symbol]);
}

static inline uint32_t hash_at(const uint8_t *data) {
    uint32_t three = data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16;
    return three * 2654435761u >> (32 - HASH_BITS);
}

typedef struct {
    const uint8_t *data;
    size_t size;
    uint32_t *newest;   /* by hash: one more than the latest position with it, 0 for none */
    uint32_t *previous; /* by position in the window: the one before it with the same hash */
} Matcher;

static inline void remember(Matcher *matcher, size_t at) {
    if (at + SHORTEST_MATCH <= matcher->size) {
        uint32_t hash = hash_at(matcher->data + at);
        matcher->previous[at % WINDOW_SIZE] = matcher->newest[hash];
        matcher->newest[hash] = (uint32_t)at + 1;
    }
}

/* The longest earlier occurrence of what starts at `at`; its length is 0 when there is none of use. */
OUTLINED size_t longest_match(const Matcher *matcher, size_t at, size_t *distance) {
    size_t limit = matcher->size - at < LONGEST_MATCH ? matcher->size - at : LONGEST_MATCH, best = 0;
    if (limit < SHORTEST_MATCH) {
        return 0;
    }
    const uint8_t *here = matcher->data + at;
    uint32_t candidate = matcher->newest[hash_at(here)];
    for (int tries = 0; candidate != 0 && tries < MOST_CANDIDATES && best < limit; tries++) {
        size_t position = candidate - 1;
        if (at - position > WINDOW_SIZE) {
            break;
        }
        const uint8_t *there = matcher->data + position;
        if (there[best] == here[best]) {
            size_t length = 0;
            while (length < limit && there[length] == here[length]) {
                length++;
            }
            if (length > best) {
                best = length;
                *distance = at - position;
            }
        }
        uint32_t older = matcher->previous[position % WINDOW_SIZE];
        if (older >= candidate) {
            break; /* its place in the window was taken by a later position */
        }
        candidate = older;
    }
    return best >= SHORTEST_MATCH ? best : 0;
}

OUTLINED Buffer deflate_block(const uint8_t *data, size_t size) {
    BitWriter writer = {0};
    Matcher matcher = {.data = data,
                       .size = size,
                       .newest = zeroed((size_t)1 << HASH_BITS, sizeof(uint32_t)),
                       .previous = zeroed(WINDOW_SIZE, sizeof(uint32_t))};
    put_bits(&writer, 1, 1); /* the last block */
    put_bits(&writer, 1, 2); /* with fixed codes */
    for (size_t at = 0; at < size;) {
        size_t distance = 0, length = longest_match(&matcher, at, &distance);
        if (length == 0) {
            put_literal(&writer, data[at]);
            length = 1;
        } else {
            put_match(&writer, length, distance);
        }
        for (; length > 0; length--) {
            remember(&matcher, at++);
        }
    }
    put_literal(&writer, 256);
    put_bits(&writer, 0, 7); /* fill the last byte */
    free(matcher.newest);
    free(matcher.previous);
    return writer.out;
}

#endif
