// Recursion, floats, a function table, malloc, qsort and files: the program whose fuel must be the same everywhere.
#include <dirent.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Tree {
    struct Tree *left, *right;
    double value;
} Tree;

static Tree *grow(int depth, double value) {
    if (depth == 0) return NULL;
    Tree *tree = malloc(sizeof *tree);
    tree->value = value;
    tree->left = grow(depth - 1, value * 0.75 + depth);
    tree->right = grow(depth - 1, sqrt(value + depth));
    return tree;
}

static double sum(const Tree *tree) {
    return tree ? tree->value + sum(tree->left) + sum(tree->right) : 0;
}

static void fell(Tree *tree) {
    if (!tree) return;
    fell(tree->left);
    fell(tree->right);
    free(tree);
}

static uint32_t add(uint32_t a, uint32_t b) { return a + b; }
static uint32_t mix(uint32_t a, uint32_t b) { return (a ^ b) * 2654435761u; }
static uint32_t rotate(uint32_t a, uint32_t b) { return (a << 7 | a >> 25) + b; }
static uint32_t (*const steps[])(uint32_t, uint32_t) = {add, mix, rotate};

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv) {
    int size = argc > 1 ? atoi(argv[1]) : 1000;
    uint32_t *numbers = malloc(size * sizeof *numbers), state = 1;
    for (int i = 0; i < size; i++) numbers[i] = state = steps[state % 3](state, i);
    qsort(numbers, size, sizeof *numbers, ascending);

    mkdir("/out", 0755);
    FILE *file = fopen("/out/numbers.txt", "w");
    if (!file) return perror("/out/numbers.txt"), 2;
    for (int i = 0; i < size; i++) fprintf(file, "%u\n", numbers[i]);
    fclose(file);
    rename("/out/numbers.txt", "/out/sorted.txt");
    file = fopen("/out/sorted.txt", "r");
    uint64_t total = 0;
    for (unsigned n; fscanf(file, "%u", &n) == 1;) total += n;
    fclose(file);
    DIR *directory = opendir("/out");
    for (struct dirent *entry; (entry = readdir(directory));) printf("%s\n", entry->d_name);
    closedir(directory);

    Tree *tree = grow(12, size);
    printf("total %llu, trees %.12f\n", (unsigned long long)total, sum(tree));
    fell(tree);
    char line[256];
    while (fgets(line, sizeof line, stdin)) printf("read: %s", line);
    return 7;
}
