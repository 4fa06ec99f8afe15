// A quicksort of our own over pointers to strings.
#include "kernel.h"

enum { COUNT = 120000, LENGTH = 12 };

static char text[COUNT][LENGTH];
static const char *words[COUNT];

static void sort(const char **from, const char **to) {
    while (to - from > 16) {
        const char *middle = from[(to - from) / 2];
        const char **low = from, **high = to - 1;
        while (low <= high) {
            while (strcmp(*low, middle) < 0) low++;
            while (strcmp(*high, middle) > 0) high--;
            if (low <= high) {
                const char *other = *low;
                *low++ = *high, *high-- = other;
            }
        }
        if (high + 1 - from < to - low) {
            sort(from, high + 1);
            from = low;
        } else {
            sort(low, to);
            to = high + 1;
        }
    }
    for (const char **next = from + 1; next < to; next++) {
        const char *word = *next, **place = next;
        for (; place > from && strcmp(place[-1], word) > 0; place--) *place = place[-1];
        *place = word;
    }
}

static uint64_t round_of_work(void) {
    for (int i = 0; i < COUNT; i++) {
        int length = 4 + next_random() % (LENGTH - 5);
        for (int j = 0; j < length; j++) text[i][j] = 'a' + next_random() % 6;
        text[i][length] = 0;
        words[i] = text[i];
    }
    sort(words, words + COUNT);
    uint64_t sum = 0;
    for (int i = 0; i < COUNT; i += 100) sum = sum * 31 + (uint8_t)words[i][0] + 7 * (uint8_t)words[i][3];
    return sum;
}
