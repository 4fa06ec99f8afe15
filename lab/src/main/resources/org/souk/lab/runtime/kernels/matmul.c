// The product of two matrices, the plain way.
#include "kernel.h"

enum { N = 320 };

static double a[N][N], b[N][N], c[N][N];

static uint64_t round_of_work(void) {
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            a[i][j] = (next_random() & 1023) / 64.0;
            b[i][j] = (next_random() & 1023) / 32.0;
        }
    }
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
    double sum = 0;
    for (int i = 0; i < N; i++) sum += c[i][i] + c[i][N - 1 - i];
    return (uint64_t)sum;
}
