// Sleeps, looks at both clocks and draws random numbers; prints only what holds on any machine.
// Shows: clocks, poll_oneoff, random_get, environment, arguments.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double seconds(clockid_t clock) {
    struct timespec now;
    if (clock_gettime(clock, &now)) return -1;
    return (double)now.tv_sec + now.tv_nsec / 1e9;
}

static double pi(long throws) {
    long inside = 0;
    unsigned char bytes[240];
    for (long i = 0; i < throws;) {
        if (getentropy(bytes, sizeof bytes)) return -1;
        for (size_t k = 0; k + 8 <= sizeof bytes && i < throws; k += 8, i++) {
            unsigned x, y;
            memcpy(&x, bytes + k, 4), memcpy(&y, bytes + k + 4, 4);
            double a = x / 4294967296.0, b = y / 4294967296.0;
            inside += a * a + b * b < 1;
        }
    }
    return 4.0 * inside / throws;
}

int main(int argc, char **argv) {
    int naps = argc > 1 ? atoi(argv[1]) : 3;
    long throws = argc > 2 ? atol(argv[2]) : 100000;
    double began = seconds(CLOCK_MONOTONIC), last = began, wall = seconds(CLOCK_REALTIME);
    int backwards = 0;
    for (int i = 0; i < naps; i++) {
        struct timespec nap = {0, 20000000};
        if (nanosleep(&nap, NULL)) printf("nap %d failed\n", i);
        double now = seconds(CLOCK_MONOTONIC);
        backwards += now < last;
        last = now;
        double estimate = pi(throws);
        backwards += seconds(CLOCK_MONOTONIC) < last;
        printf("nap %d, pi is near %.1f\n", i + 1, floor(estimate * 10) / 10);
    }
    double slept = seconds(CLOCK_MONOTONIC) - began;
    printf("slept long enough: %s\n", slept >= 0.02 * naps ? "yes" : "no");
    printf("not absurdly long: %s\n", slept < 600 ? "yes" : "no");
    printf("clock went back: %d\n", backwards);
    printf("after 2024: %s\n", wall > 1.7e9 ? "yes" : "no");
    printf("the wall clock moved on: %s\n", seconds(CLOCK_REALTIME) >= wall + 0.019 * naps ? "yes" : "no");
    const char *word = getenv("WORD");
    printf("WORD is %s, %d arguments\n", word ? word : "not set", argc - 1);
    return 0;
}
