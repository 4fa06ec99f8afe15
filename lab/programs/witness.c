// A witness of its own life: works on a heap of a given size, deep in its stack, and writes a line into its own file after
// every step. Each copy of it has a file of its own, so whoever watches the files sees which copies live.
//   witness LABEL MEBIBYTES STEPS     prints a checksum; LABEL has 8 letters and is the beginning of /witness; after it,
//                                     for each step, its number and what it came to, 64 bits each
// Output and fuel are the same whatever the label.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LABEL = 8, WALK = 32768 };

static uint64_t *heap;
static uint32_t words;

static uint64_t mix(uint64_t x) {
    x ^= x >> 30, x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 27, x *= 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static uint64_t rotate(uint64_t x) { return x << 23 | x >> 41; }

// Called through a table, as virtual functions are.
static uint64_t (*const turns[])(uint64_t) = {mix, rotate};

static uint64_t walk(uint32_t from, uint32_t many, uint64_t carry) {
    for (uint32_t i = 0; i < many; i++) {
        uint64_t *word = &heap[(from + i) % words];
        *word = carry = turns[*word & 1](*word + carry);
    }
    return carry;
}

// Half of the steps are made deep in the stack.
static uint64_t descend(uint32_t depth, uint32_t step, uint64_t carry) {
    volatile double weight = (double)depth / 3;
    if (depth == 0) return walk(step * 32771u, WALK, carry);
    uint64_t deeper = descend(depth - 1, step, carry ^ depth);
    return deeper + (uint64_t)(weight * 3);
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    words = (uint32_t)atoi(argv[2]) << 17;
    uint32_t steps = (uint32_t)atoi(argv[3]);
    heap = malloc((size_t)words * 8);
    if (!heap) return 3;
    for (uint32_t i = 0; i < words; i++) heap[i] = mix(i + 1);
    int file = open("/witness", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || write(file, argv[1], LABEL) != LABEL) return 4;
    uint64_t line[2] = {0, 42};
    for (uint32_t i = 0; i < steps; i++) {
        line[0] = i;
        line[1] = descend(i % 2 ? 200 : 0, i, line[1]);
        if (write(file, line, sizeof line) != sizeof line) return 5;
    }
    for (uint32_t i = 0; i < words; i++) line[1] = mix(line[1] ^ heap[i]);
    printf("%016llx\n", (unsigned long long)line[1]);
    return close(file) ? 6 : 0;
}
