// Counts the ways to place N queens, and the Ackermann function beside it. Shows: deep and wide recursion.
#include <stdio.h>
#include <stdlib.h>

static int size;
static long solutions;
static int column[32];

static int safe(int row, int at) {
    for (int i = 0; i < row; i++)
        if (column[i] == at || abs(column[i] - at) == row - i) return 0;
    return 1;
}

static void place(int row) {
    if (row == size) {
        if (solutions++ == 0) {
            printf("first:");
            for (int i = 0; i < size; i++) printf(" %d", column[i] + 1);
            printf("\n");
        }
        return;
    }
    for (int at = 0; at < size; at++) {
        if (!safe(row, at)) continue;
        column[row] = at;
        place(row + 1);
    }
}

static unsigned ackermann(unsigned m, unsigned n) {
    if (m == 0) return n + 1;
    if (n == 0) return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

int main(int argc, char **argv) {
    size = argc > 1 ? atoi(argv[1]) : 8;
    if (size < 1 || size > 16) {
        fprintf(stderr, "queens: the board must have 1 to 16 rows, not %d\n", size);
        return 2;
    }
    place(0);
    printf("%d queens: %ld ways\n", size, solutions);
    printf("ackermann(2, 300) = %u\n", ackermann(2, 300));
    return 0;
}
