// A tree of numbers, built and walked by recursion, then the numbers sorted by qsort.
#include "kernel.h"

enum { COUNT = 150000 };

typedef struct Node {
    struct Node *left, *right;
    uint32_t key;
} Node;

static Node *insert(Node *tree, uint32_t key) {
    if (!tree) {
        Node *leaf = malloc(sizeof *leaf);
        *leaf = (Node){NULL, NULL, key};
        return leaf;
    }
    if (key < tree->key) tree->left = insert(tree->left, key);
    else tree->right = insert(tree->right, key);
    return tree;
}

static uint64_t walk(const Node *tree, int depth) {
    return tree ? walk(tree->left, depth + 1) * 3 + walk(tree->right, depth + 1) + tree->key * (uint64_t)depth : 0;
}

static void clear(Node *tree) {
    if (!tree) return;
    clear(tree->left);
    clear(tree->right);
    free(tree);
}

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t round_of_work(void) {
    static uint32_t numbers[COUNT];
    Node *tree = NULL;
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = next_random();
        tree = insert(tree, numbers[i]);
    }
    uint64_t sum = walk(tree, 1);
    clear(tree);
    qsort(numbers, COUNT, sizeof *numbers, ascending);
    for (int i = 0; i < COUNT; i += 1000) sum = sum * 7 + numbers[i];
    return sum;
}
