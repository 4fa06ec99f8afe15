// A traveller: works on a heap of a given size, deep in its stack.
//   roam MEBIBYTES STEPS     prints a checksum
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t *heap;
static uint32_t words, steps;

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
    if (depth == 0) return walk(step * 4099u, 4096, carry);
    uint64_t deeper = descend(depth - 1, step, carry ^ depth);
    return deeper + (uint64_t)(weight * 3);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    words = (uint32_t)atoi(argv[1]) << 17;
    steps = (uint32_t)atoi(argv[2]);
    heap = malloc((size_t)words * 8);
    if (!heap) return 3;
    for (uint32_t i = 0; i < words; i++) heap[i] = mix(i + 1);
    uint64_t carry = 42;
    for (uint32_t i = 0; i < steps; i++) carry = descend(i % 2 ? 200 : 0, i, carry);
    for (uint32_t i = 0; i < words; i++) carry = mix(carry ^ heap[i]);
    printf("%016llx\n", (unsigned long long)carry);
    return 0;
}
