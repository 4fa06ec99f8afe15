// Huffman coding of a file and back. Shows: reading inputs, writing outputs, a tree on the heap, recursion, bits, floats.
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tree {
    struct tree *zero, *one;
    long weight;
    int symbol;
};

static char codes[256][260];

static struct tree *leaf(int symbol, long weight) {
    struct tree *tree = calloc(1, sizeof *tree);
    tree->symbol = symbol, tree->weight = weight;
    return tree;
}

static struct tree *takeLightest(struct tree **forest, int *count) {
    int least = 0;
    for (int i = 1; i < *count; i++)
        if (forest[i]->weight < forest[least]->weight) least = i;
    struct tree *taken = forest[least];
    memmove(&forest[least], &forest[least + 1], (size_t)(--*count - least) * sizeof *forest);
    return taken;
}

static struct tree *build(const long *frequency) {
    struct tree *forest[256];
    int count = 0;
    for (int i = 0; i < 256; i++)
        if (frequency[i]) forest[count++] = leaf(i, frequency[i]);
    while (count > 1) {
        struct tree *join = leaf(-1, 0);
        join->zero = takeLightest(forest, &count);
        join->one = takeLightest(forest, &count);
        join->weight = join->zero->weight + join->one->weight;
        forest[count++] = join;
    }
    return count ? forest[0] : NULL;
}

static void name(const struct tree *tree, char *path, int depth) {
    if (!tree->zero) {
        path[depth] = 0;
        strcpy(codes[tree->symbol], depth ? path : "0");
        return;
    }
    path[depth] = '0', name(tree->zero, path, depth + 1);
    path[depth] = '1', name(tree->one, path, depth + 1);
}

static void release(struct tree *tree) {
    if (!tree) return;
    release(tree->zero);
    release(tree->one);
    free(tree);
}

static uint8_t *read(const char *path, long *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) || (*size = ftell(file)) < 0) {
        fprintf(stderr, "squeeze: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    rewind(file);
    uint8_t *bytes = malloc((size_t)*size + 1);
    *size = (long)fread(bytes, 1, (size_t)*size, file);
    fclose(file);
    return bytes;
}

static long pack(const uint8_t *bytes, long size, uint8_t *packed) {
    long bits = 0;
    for (long i = 0; i < size; i++)
        for (const char *bit = codes[bytes[i]]; *bit; bit++, bits++) {
            if (bits % 8 == 0) packed[bits / 8] = 0;
            packed[bits / 8] |= (uint8_t)((*bit - '0') << (bits % 8));
        }
    return bits;
}

static long unpack(const struct tree *tree, const uint8_t *packed, long bits, uint8_t *bytes) {
    long size = 0;
    const struct tree *at = tree;
    for (long i = 0; i < bits; i++) {
        if (at->zero) at = packed[i / 8] >> (i % 8) & 1 ? at->one : at->zero;
        if (!at->zero) bytes[size++] = (uint8_t)at->symbol, at = tree;
    }
    return size;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: squeeze INPUT OUTPUT [ROUNDS]\n", stderr);
        return 2;
    }
    int rounds = argc > 3 ? atoi(argv[3]) : 1;
    long size, bits = 0;
    uint8_t *bytes = read(argv[1], &size);
    long frequency[256] = {0};
    for (long i = 0; i < size; i++) frequency[bytes[i]]++;
    double entropy = 0;
    for (int i = 0; i < 256; i++)
        if (frequency[i]) entropy -= (double)frequency[i] / size * log2((double)frequency[i] / size);
    struct tree *tree = build(frequency);
    if (!tree) {
        fputs("squeeze: the input is empty\n", stderr);
        return 1;
    }
    char path[260];
    name(tree, path, 0);
    uint8_t *packed = malloc((size_t)size * 33), *again = malloc((size_t)size + 1);
    for (int i = 0; i < rounds; i++) {
        bits = pack(bytes, size, packed);
        if (unpack(tree, packed, bits, again) != size || memcmp(bytes, again, (size_t)size)) {
            fputs("squeeze: what came back is not what went in\n", stderr);
            return 1;
        }
    }
    FILE *output = fopen(argv[2], "wb");
    if (!output || fwrite(packed, 1, (size_t)(bits + 7) / 8, output) != (size_t)(bits + 7) / 8 || fclose(output)) {
        fprintf(stderr, "squeeze: %s: %s\n", argv[2], strerror(errno));
        return 1;
    }
    printf("%ld bytes, entropy %.4f bits, coded %.4f bits a byte\n", size, entropy, (double)bits / size);
    printf("e is %s, z is %s\n", codes['e'], codes['z'][0] ? codes['z'] : "absent");
    release(tree), free(bytes), free(packed), free(again);
    long written;
    free(read(argv[2], &written));
    printf("%s has %ld bytes\n", argv[2], written);
    return 0;
}
