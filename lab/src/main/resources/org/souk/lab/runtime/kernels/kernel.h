// What every kernel shares: it gets the number of rounds, does its work so often, and prints a checksum.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef __wasi__
#include <time.h>
#endif

static uint32_t random_state = 42;

static uint32_t next_random(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

// Ends a round. Natively that tells the CPU time that the program has used so far; a program in the sandbox is given no such
// clock, so whoever runs it looks at its own when the line comes.
static void tell_round(void) {
#ifdef __wasi__
    fputs("\n", stderr);
#else
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    fprintf(stderr, "%.9f\n", time.tv_sec + time.tv_nsec / 1e9);
#endif
}

// One round of work; returns a checksum.
static uint64_t round_of_work(void);

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 1;
    uint64_t sum = 0;
    tell_round();
    for (int i = 0; i < rounds; i++) {
        sum = sum * 31 + round_of_work();
        tell_round();
    }
    printf("%llu\n", (unsigned long long)sum);
    return 0;
}
