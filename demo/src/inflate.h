/*
 * Decompression of gzip files (RFC 1952) with DEFLATE data (RFC 1951), checked against the CRC-32 and the length in the
 * trailer. Several members in one file are joined, as the format says.
 */
#ifndef SOUK_DEMO_INFLATE_H
#define SOUK_DEMO_INFLATE_H

#include "base.h"
#include "checksum.h"

enum { LONGEST_CODE = 15, LITERAL_CODES = 288, DISTANCE_CODES = 32 };

typedef struct {
    const char *name;
    const uint8_t *data;
    size_t size, at;
    uint32_t bits;
    int bit_count;
    Buffer out;
    size_t member_start;
} Inflater;

/* A canonical Huffman code: how many symbols have each length, and the symbols in the order of their codes. */
typedef struct {
    uint16_t count[LONGEST_CODE + 1];
    uint16_t symbol[LITERAL_CODES];
} HuffmanCode;

static const uint16_t LENGTH_BASE[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                         31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t LENGTH_EXTRA[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t DISTANCE_BASE[30] = {1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
                                           193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t DISTANCE_EXTRA[30] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                           6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

__attribute__((noreturn)) OUTLINED void corrupt(const Inflater *in, const char *what) {
    fail(EXIT_BAD_INPUT, "%s: not a valid gzip file: %s near byte %zu", in->name, what, in->at);
}

static inline uint32_t take_bits(Inflater *in, int count) {
    while (in->bit_count < count) {
        if (in->at >= in->size) {
            corrupt(in, "it ends too early");
        }
        in->bits |= (uint32_t)in->data[in->at++] << in->bit_count;
        in->bit_count += 8;
    }
    uint32_t value = in->bits & ((1u << count) - 1);
    in->bits >>= count;
    in->bit_count -= count;
    return value;
}

OUTLINED void build_code(const Inflater *in, HuffmanCode *code, const uint8_t *lengths, int symbols) {
    uint16_t offset[LONGEST_CODE + 2] = {0};
    memset(code->count, 0, sizeof code->count);
    for (int s = 0; s < symbols; s++) {
        code->count[lengths[s]]++;
    }
    code->count[0] = 0;
    int unused = 1;
    for (int length = 1; length <= LONGEST_CODE; length++) {
        unused = unused * 2 - code->count[length];
        if (unused < 0) {
            corrupt(in, "an over-full Huffman code");
        }
        offset[length + 1] = (uint16_t)(offset[length] + code->count[length]);
    }
    for (int s = 0; s < symbols; s++) {
        if (lengths[s] != 0) {
            code->symbol[offset[lengths[s]]++] = (uint16_t)s;
        }
    }
}

/* Reads bit by bit: within each length the codes are consecutive numbers, so comparing with the first is enough. */
OUTLINED int take_symbol(Inflater *in, const HuffmanCode *code) {
    int value = 0, first = 0, index = 0;
    for (int length = 1; length <= LONGEST_CODE; length++) {
        value |= (int)take_bits(in, 1);
        int count = code->count[length];
        if (value - first < count) {
            return code->symbol[index + value - first];
        }
        index += count;
        first = (first + count) * 2;
        value *= 2;
    }
    corrupt(in, "an unknown Huffman code");
}

OUTLINED void check_output_size(const Inflater *in, size_t extra) {
    if (in->out.size + extra > LARGEST_INPUT) {
        fail(EXIT_BAD_INPUT, "%s: larger than %zu MiB when decompressed", in->name, LARGEST_INPUT >> 20);
    }
}

OUTLINED void inflate_stored(Inflater *in) {
    in->bits = 0;
    in->bit_count = 0;
    if (in->size - in->at < 4) {
        corrupt(in, "it ends too early");
    }
    const uint8_t *head = in->data + in->at;
    size_t length = head[0] | (size_t)head[1] << 8;
    if ((length ^ (head[2] | (size_t)head[3] << 8)) != 0xffff) {
        corrupt(in, "a stored block with a wrong length");
    }
    in->at += 4;
    if (in->size - in->at < length) {
        corrupt(in, "it ends too early");
    }
    check_output_size(in, length);
    append(&in->out, in->data + in->at, length);
    in->at += length;
}

OUTLINED void inflate_coded(Inflater *in, const HuffmanCode *literals, const HuffmanCode *distances) {
    for (;;) {
        int symbol = take_symbol(in, literals);
        if (symbol < 256) {
            check_output_size(in, 1);
            append_byte(&in->out, (uint8_t)symbol);
            continue;
        }
        if (symbol == 256) {
            return;
        }
        if (symbol > 285) {
            corrupt(in, "an unknown length");
        }
        size_t length = LENGTH_BASE[symbol - 257] + take_bits(in, LENGTH_EXTRA[symbol - 257]);
        symbol = take_symbol(in, distances);
        if (symbol > 29) {
            corrupt(in, "an unknown distance");
        }
        size_t distance = DISTANCE_BASE[symbol] + take_bits(in, DISTANCE_EXTRA[symbol]);
        if (distance > in->out.size - in->member_start) {
            corrupt(in, "a reference to before the start");
        }
        check_output_size(in, length);
        reserve(&in->out, length);
        for (uint8_t *to = in->out.data + in->out.size, *end = to + length; to < end; to++) {
            *to = *(to - distance);
        }
        in->out.size += length;
    }
}

OUTLINED void inflate_dynamic(Inflater *in) {
    static const uint8_t ORDER[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    uint8_t lengths[LITERAL_CODES + DISTANCE_CODES] = {0};
    int literal_count = (int)take_bits(in, 5) + 257, distance_count = (int)take_bits(in, 5) + 1;
    int order_count = (int)take_bits(in, 4) + 4;
    if (literal_count > 286) {
        corrupt(in, "too many codes");
    }
    for (int i = 0; i < order_count; i++) {
        lengths[ORDER[i]] = (uint8_t)take_bits(in, 3);
    }
    HuffmanCode literals, distances;
    build_code(in, &literals, lengths, 19);
    memset(lengths, 0, sizeof lengths);
    for (int i = 0; i < literal_count + distance_count;) {
        int symbol = take_symbol(in, &literals), repeat = 1;
        uint8_t value = (uint8_t)symbol;
        if (symbol == 16) {
            if (i == 0) {
                corrupt(in, "a repetition of nothing");
            }
            value = lengths[i - 1];
            repeat = 3 + (int)take_bits(in, 2);
        } else if (symbol > 16) {
            value = 0;
            repeat = symbol == 17 ? 3 + (int)take_bits(in, 3) : 11 + (int)take_bits(in, 7);
        }
        if (i + repeat > literal_count + distance_count) {
            corrupt(in, "too many code lengths");
        }
        while (repeat-- > 0) {
            lengths[i++] = value;
        }
    }
    build_code(in, &literals, lengths, literal_count);
    build_code(in, &distances, lengths + literal_count, distance_count);
    inflate_coded(in, &literals, &distances);
}

OUTLINED void inflate_fixed(Inflater *in) {
    uint8_t lengths[LITERAL_CODES];
    for (int s = 0; s < LITERAL_CODES; s++) {
        lengths[s] = s < 144 ? 8 : s < 256 ? 9 : s < 280 ? 7 : 8;
    }
    HuffmanCode literals, distances;
    build_code(in, &literals, lengths, LITERAL_CODES);
    memset(lengths, 5, 30);
    build_code(in, &distances, lengths, 30);
    inflate_coded(in, &literals, &distances);
}

OUTLINED void inflate_blocks(Inflater *in) {
    int last;
    do {
        last = (int)take_bits(in, 1);
        uint32_t kind = take_bits(in, 2);
        if (kind == 0) {
            inflate_stored(in);
        } else if (kind == 1) {
            inflate_fixed(in);
        } else if (kind == 2) {
            inflate_dynamic(in);
        } else {
            corrupt(in, "an unknown kind of block");
        }
    } while (!last);
    in->bits = 0;
    in->bit_count = 0;
}

OUTLINED void skip_text(Inflater *in) {
    while (take_bits(in, 8) != 0) {
    }
}

OUTLINED void inflate_member(Inflater *in) {
    if (take_bits(in, 8) != 0x1f || take_bits(in, 8) != 0x8b || take_bits(in, 8) != 8) {
        corrupt(in, "no gzip header");
    }
    uint32_t flags = take_bits(in, 8);
    for (int i = 0; i < 6; i++) {
        take_bits(in, 8); /* time of modification, compression level, operating system */
    }
    if (flags & 4) {
        for (uint32_t left = take_bits(in, 16); left > 0; left--) {
            take_bits(in, 8);
        }
    }
    if (flags & 8) {
        skip_text(in);
    }
    if (flags & 16) {
        skip_text(in);
    }
    if (flags & 2) {
        take_bits(in, 16);
    }
    in->member_start = in->out.size;
    inflate_blocks(in);
    uint32_t crc = take_bits(in, 16);
    crc |= take_bits(in, 16) << 16;
    uint32_t size = take_bits(in, 16);
    size |= take_bits(in, 16) << 16;
    size_t written = in->out.size - in->member_start;
    if (size != (uint32_t)written) {
        corrupt(in, "the length does not match");
    }
    if (written > 0 && crc != crc32_of(in->out.data + in->member_start, written, 0)) {
        corrupt(in, "the checksum does not match");
    }
}

OUTLINED int is_gzip(const Buffer *file) {
    return file->size >= 2 && file->data[0] == 0x1f && file->data[1] == 0x8b;
}

OUTLINED Buffer gunzip(const Buffer *file, const char *name) {
    Inflater in = {.name = name, .data = file->data, .size = file->size};
    do {
        inflate_member(&in);
    } while (in.at < in.size);
    return in.out;
}

#endif
