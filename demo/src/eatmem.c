/*
 * eatmem [MEBIBYTES]
 *
 * Takes and touches memory by the mebibyte until it is refused or has the given number, then says how many it got. For
 * tests of memory limits: a refusal is the expected end, so the exit code is 0 in both cases.
 */
#include "base.h"

int main(int argc, char **argv) {
    enum { MEBIBYTE = 1 << 20 };
    unsigned long wanted = argc > 1 ? strtoul(argv[1], NULL, 10) : 4096, got = 0;
    for (; got < wanted; got++) {
        volatile uint8_t *block = malloc(MEBIBYTE);
        if (block == NULL) {
            break;
        }
        for (size_t i = 0; i < MEBIBYTE; i += 4096) {
            block[i] = (uint8_t)i; /* only memory that is written to is really taken */
        }
    }
    printf("%lu MiB, %s\n", got, got < wanted ? "then refused" : "as wanted");
    return EXIT_OK;
}
