/* Random numbers from integers alone, so that a seed gives the same ones everywhere: xorshift64*, seeded by splitmix64. */
#ifndef SOUK_DEMO_RANDOM_H
#define SOUK_DEMO_RANDOM_H

#include "base.h"

typedef struct {
    uint64_t state;
} Random;

OUTLINED Random seeded(uint64_t seed) {
    uint64_t mixed = seed + 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    mixed ^= mixed >> 31;
    return (Random){mixed != 0 ? mixed : 1}; /* the generator would stay at zero for ever */
}

/* A number from 0 to limit - 1. The bias of the multiplication is under 2^-32 * limit. */
static inline uint32_t below(Random *random, uint32_t limit) {
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    uint64_t high = (random->state * 0x2545f4914f6cdd1du) >> 32;
    return (uint32_t)(high * limit >> 32);
}

#endif
