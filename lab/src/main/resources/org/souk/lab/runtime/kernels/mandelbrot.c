// How many points of the plane stay near for 200 turns.
#include "kernel.h"

enum { SIZE = 600, TURNS = 200 };

static uint64_t round_of_work(void) {
    uint64_t sum = 0;
    for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
            double cx = 3.0 * column / SIZE - 2.2, cy = 2.4 * row / SIZE - 1.2, x = 0, y = 0;
            int turn = 0;
            while (turn < TURNS && x * x + y * y < 4) {
                double next = x * x - y * y + cx;
                y = 2 * x * y + cy, x = next, turn++;
            }
            sum = sum * 3 + turn;
        }
    }
    return sum;
}
