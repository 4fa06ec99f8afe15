// Writes down everything that tells the time: clocks, sleeps, the times of its files, how much work it gets done until a time
// has come. Shows: that nothing of it depends on the machine or the moment, so that each run prints the same.
//   diary ROUNDS
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static uint64_t nanos(clockid_t clock) {
    struct timespec now = {0, 0};
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void clocks(const char *when) {
    time_t now = time(NULL);
    char text[64];
    strftime(text, sizeof text, "%FT%TZ", gmtime(&now));
    printf("%s: %s, real %llu, monotonic %llu, cpu %llu\n", when, text, nanos(CLOCK_REALTIME), nanos(CLOCK_MONOTONIC),
           nanos(CLOCK_PROCESS_CPUTIME_ID));
}

static void status(const char *path) {
    struct stat s;
    if (stat(path, &s)) {
        printf("%s: none\n", path);
        return;
    }
    printf("%s: dev %llu ino %llu links %llu size %lld read %lld.%09ld written %lld.%09ld changed %lld.%09ld\n", path,
           (unsigned long long)s.st_dev, (unsigned long long)s.st_ino, (unsigned long long)s.st_nlink, (long long)s.st_size,
           (long long)s.st_atim.tv_sec, s.st_atim.tv_nsec, (long long)s.st_mtim.tv_sec, s.st_mtim.tv_nsec,
           (long long)s.st_ctim.tv_sec, s.st_ctim.tv_nsec);
}

static void list(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));)
        printf("%s has %s, ino %llu, kind %d, at %ld\n", path, entry->d_name, (unsigned long long)entry->d_ino, entry->d_type,
               telldir(folder));
    closedir(folder);
}

static void put(const char *path, const char *text, const char *how) {
    FILE *file = fopen(path, how);
    if (!file) return;
    fputs(text, file);
    fclose(file);
}

static uint64_t work(uint64_t x, int steps) {
    for (int i = 0; i < steps; i++) x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u + (uint64_t)i;
    return x;
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 3;
    uint64_t carry = 1;
    clocks("begin");
    status("/");
    status("/in");
    status("/in/names.txt");
    mkdir("/pages", 0777);
    for (int round = 0; round < rounds; round++) {
        char path[64], page[128];
        snprintf(path, sizeof path, "/pages/%c%d", 'z' - round % 26, round);
        uint64_t began = nanos(CLOCK_MONOTONIC);
        carry = work(carry, 1000000);
        snprintf(page, sizeof page, "%llx after %llu\n", carry, nanos(CLOCK_MONOTONIC) - began);
        put(path, page, "w");
        // As much as there is time for, and so a course that depends on the clock alone.
        long done = 0;
        for (uint64_t until = nanos(CLOCK_MONOTONIC) + 2000000; nanos(CLOCK_MONOTONIC) < until; done++) carry = work(carry, 10);
        printf("round %d: %s%ld pieces of work\n", round, page, done);
        struct timespec nap = {0, 3000000};
        began = nanos(CLOCK_REALTIME);
        nanosleep(&nap, NULL);
        printf("slept %llu\n", nanos(CLOCK_REALTIME) - began);
        status(path);
        status("/pages");
    }
    struct pollfd none;
    uint64_t began = nanos(CLOCK_MONOTONIC);
    printf("poll %d after %llu\n", poll(&none, 0, 4), nanos(CLOCK_MONOTONIC) - began);
    put("/pages/z0", "more\n", "a");
    rename("/pages", "/book");
    struct timespec times[2] = {{1500000000, 1}, {1500000001, 2}};
    utimensat(AT_FDCWD, "/book/y1", times, 0);
    unlink("/book/x2");
    status("/book/z0");
    status("/book/y1");
    status("/pages");
    status("/book");
    status("/");
    list("/");
    list("/book");
    list("/in");
    clocks("end");
    printf("%llx\n", carry);
    return 0;
}
