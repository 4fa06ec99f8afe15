// Sorts a file that is too large for its memory: sorted runs in files, then merged; every step looks at the folder.
// Shows: mkdir, reading and writing files, seeks, rename, readdir, unlink, stat, qsort.
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RUN = 8192 };

static uint32_t state = 2463534242u;

static uint32_t next(void) {
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    return state;
}

static FILE *must(FILE *file, const char *path) {
    if (!file) {
        fprintf(stderr, "bigsort: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    return file;
}

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static int runs(void) {
    DIR *folder = opendir("/work");
    if (!folder) return -1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strncmp(entry->d_name, "run", 3) == 0) count++;
    closedir(folder);
    return count;
}

static void split(FILE *source, int number) {
    static uint32_t buffer[RUN];
    char path[64], finished[64];
    size_t count = fread(buffer, sizeof *buffer, RUN, source);
    qsort(buffer, count, sizeof *buffer, ascending);
    snprintf(path, sizeof path, "/work/part%d.tmp", number);
    snprintf(finished, sizeof finished, "/work/run%d", number);
    FILE *target = must(fopen(path, "wb"), path);
    fwrite(buffer, sizeof *buffer, count, target);
    fclose(target);
    if (rename(path, finished)) must(NULL, finished);
}

static void merge(int count, const char *path) {
    FILE *inputs[64];
    uint32_t heads[64];
    FILE *target = must(fopen(path, "wb"), path);
    for (int i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, "/work/run%d", i);
        inputs[i] = must(fopen(name, "rb"), name);
        if (fread(&heads[i], 4, 1, inputs[i]) != 1) {
            fclose(inputs[i]);
            inputs[i] = NULL;
        }
    }
    for (;;) {
        int least = -1;
        for (int i = 0; i < count; i++)
            if (inputs[i] && (least < 0 || heads[i] < heads[least])) least = i;
        if (least < 0) break;
        fwrite(&heads[least], 4, 1, target);
        if (fread(&heads[least], 4, 1, inputs[least]) != 1) {
            fclose(inputs[least]);
            inputs[least] = NULL;
        }
    }
    fclose(target);
    for (int i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, "/work/run%d", i);
        if (unlink(name)) must(NULL, name);
    }
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 4;
    if (count < 1 || count > 64) {
        fprintf(stderr, "bigsort: runs must be 1 to 64, not %d\n", count);
        return 2;
    }
    if (mkdir("/work", 0755)) must(NULL, "/work");
    FILE *source = must(fopen("/work/unsorted", "w+b"), "/work/unsorted");
    uint64_t sum = 0;
    for (long i = 0; i < (long)count * RUN; i++) {
        uint32_t value = next();
        sum += value;
        fwrite(&value, 4, 1, source);
    }
    rewind(source);
    for (int i = 0; i < count; i++) split(source, i);
    fclose(source);
    printf("%d runs\n", runs());
    merge(count, "/work/sorted");
    printf("%d runs left\n", runs());

    FILE *sorted = must(fopen("/work/sorted", "rb"), "/work/sorted");
    uint32_t last = 0, value;
    long disorder = 0, total = 0;
    while (fread(&value, 4, 1, sorted) == 1) {
        if (value < last) disorder++;
        last = value, sum -= value, total++;
    }
    printf("%ld numbers, %ld out of order, sum differs by %llu\n", total, disorder, (unsigned long long)sum);
    for (int percent = 0; percent < 100; percent += 25) {
        fseek(sorted, total * percent / 100 * 4, SEEK_SET);
        if (fread(&value, 4, 1, sorted) == 1) printf("at %d%%: %u\n", percent, value);
    }
    fclose(sorted);
    struct stat status;
    if (stat("/work/sorted", &status)) must(NULL, "/work/sorted");
    printf("size %lld\n", (long long)status.st_size);
    printf("missing: %s\n", fopen("/work/run0", "rb") ? "no" : strerror(errno));
    return 0;
}
