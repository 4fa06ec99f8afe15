// Counts the words of standard input in a hash table that grows, and prints the most frequent ones.
// Shows: standard input, malloc and realloc, a table of our own, qsort with a comparator.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    char *word;
    long count;
};

static struct entry *table;
static size_t capacity;
static size_t used;

static unsigned long hash(const char *word) {
    unsigned long h = 2166136261u;
    for (; *word; word++) h = ((h ^ (unsigned char)*word) * 16777619u) & 0xFFFFFFFFu;
    return h;
}

static struct entry *place(const char *word) {
    size_t at = hash(word) % capacity;
    while (table[at].word && strcmp(table[at].word, word) != 0) at = (at + 1) % capacity;
    return &table[at];
}

static void grow(void) {
    struct entry *old = table;
    size_t size = capacity;
    capacity = capacity ? capacity * 2 : 16;
    table = calloc(capacity, sizeof *table);
    if (!table) {
        fputs("words: out of memory\n", stderr);
        exit(3);
    }
    for (size_t i = 0; i < size; i++)
        if (old[i].word) *place(old[i].word) = old[i];
    free(old);
}

static void count(const char *word, long times) {
    if (2 * (used + 1) > capacity) grow();
    struct entry *entry = place(word);
    if (!entry->word) {
        entry->word = strdup(word);
        used++;
    }
    entry->count += times;
}

static int byCount(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return strcmp(x->word, y->word);
}

// Every word also with the number of the round, so that the table gets as large as is wanted.
static void countRounds(const char *word, int rounds) {
    count(word, 1);
    char numbered[160];
    for (int i = 1; i < rounds; i++) {
        snprintf(numbered, sizeof numbered, "%s~%d", word, i);
        count(numbered, i % 3);
    }
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 1;
    char word[128];
    size_t length = 0;
    long total = 0;
    for (int c = getchar();; c = getchar()) {
        if (c != EOF && isalpha(c) && length < sizeof word - 1) {
            word[length++] = (char)tolower(c);
            continue;
        }
        if (length) {
            word[length] = 0;
            countRounds(word, rounds);
            total++;
            length = 0;
        }
        if (c == EOF) break;
    }
    size_t kept = 0;
    for (size_t i = 0; i < capacity; i++)
        if (table[i].word) table[kept++] = table[i];
    qsort(table, kept, sizeof *table, byCount);
    printf("%ld words, %zu different\n", total, kept);
    for (size_t i = 0; i < kept && i < 10; i++) printf("%6ld %s\n", table[i].count, table[i].word);
    return total ? 0 : 1;
}
