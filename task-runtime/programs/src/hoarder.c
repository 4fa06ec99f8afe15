// Takes much memory and keeps it busy: a sieve, then a heap of blocks that are freed and taken again in disorder.
// Shows: large heaps (tens of MiB by memory.grow), malloc, realloc and free, memcpy and memset over pages.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state = 12345;

static uint32_t next(uint32_t bound) {
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)state * bound >> 32);
}

static void *must(void *block) {
    if (!block) {
        fputs("hoarder: out of memory\n", stderr);
        exit(3);
    }
    return block;
}

static void sieve(uint32_t limit) {
    uint8_t *composite = must(calloc(limit, 1));
    uint32_t count = 0, last = 0;
    for (uint32_t i = 2; i < limit; i++) {
        if (composite[i]) continue;
        count++, last = i;
        for (uint64_t k = (uint64_t)i * i; k < limit; k += i) composite[k] = 1;
    }
    printf("%u primes below %u, the last is %u\n", count, limit, last);
    free(composite);
}

struct block {
    uint8_t *bytes;
    uint32_t size;
    uint8_t mark;
};

static long damaged(const struct block *block) {
    long wrong = 0;
    for (uint32_t i = 0; i < block->size; i += 61) wrong += block->bytes[i] != block->mark;
    return wrong;
}

int main(int argc, char **argv) {
    uint32_t mebibytes = argc > 1 ? (uint32_t)atoi(argv[1]) : 16;
    uint32_t changes = argc > 2 ? (uint32_t)atoi(argv[2]) : 2000;
    sieve(mebibytes << 20);

    enum { BLOCKS = 512 };
    static struct block blocks[BLOCKS];
    long wrong = 0, grown = 0;
    uint64_t moved = 0;
    uint32_t mean = (mebibytes << 20) / BLOCKS;
    for (uint32_t i = 0; i < changes; i++) {
        struct block *block = &blocks[next(BLOCKS)];
        wrong += damaged(block);
        uint32_t size = 1 + next(2 * mean);
        if (block->bytes && next(2)) {
            uint32_t kept = size < block->size ? size : block->size;
            block->bytes = must(realloc(block->bytes, size));
            memset(block->bytes + kept, block->mark, size - kept);
            grown++;
        } else {
            free(block->bytes);
            block->bytes = must(malloc(size));
            block->mark = (uint8_t)next(256);
            memset(block->bytes, block->mark, size);
        }
        block->size = size;
        struct block *other = &blocks[next(BLOCKS)];
        if (other->bytes && other->mark == block->mark) {
            uint32_t both = size < other->size ? size : other->size;
            memmove(block->bytes, other->bytes, both);
            moved += both;
        }
    }
    uint64_t held = 0;
    for (int i = 0; i < BLOCKS; i++) {
        wrong += damaged(&blocks[i]);
        held += blocks[i].size;
        free(blocks[i].bytes);
    }
    printf("%u changes, %ld resized, %llu bytes held, %llu moved, %ld damaged\n", changes, grown,
           (unsigned long long)held, (unsigned long long)moved, wrong);
    return wrong != 0;
}
