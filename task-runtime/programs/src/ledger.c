// A file of fixed records with an index, changed in place. Shows: open flags, pread and pwrite, append, truncate, fsync,
// descriptors that share a file, unlink of an open file, errors of files.
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct record {
    uint32_t key, version;
    int64_t balance;
};

static void must(int ok, const char *what) {
    if (ok) return;
    fprintf(stderr, "ledger: %s: %s\n", what, strerror(errno));
    exit(1);
}

static struct record get(int file, uint32_t key) {
    struct record record;
    must(pread(file, &record, sizeof record, (off_t)(key * sizeof record)) == sizeof record, "read");
    if (record.key != key) {
        fprintf(stderr, "ledger: record %u is %u\n", key, record.key);
        exit(1);
    }
    return record;
}

static void put(int file, struct record record) {
    record.version++;
    must(pwrite(file, &record, sizeof record, (off_t)(record.key * sizeof record)) == sizeof record, "write");
}

int main(int argc, char **argv) {
    uint32_t accounts = 500, transfers = argc > 1 ? (uint32_t)atoi(argv[1]) : 2000;
    int file = open("/ledger", O_RDWR | O_CREAT | O_EXCL, 0644);
    must(file >= 0, "/ledger");
    int journal = open("/journal", O_WRONLY | O_CREAT | O_APPEND, 0644);
    must(journal >= 0, "/journal");
    for (uint32_t i = 0; i < accounts; i++) {
        struct record record = {i, 0, 1000};
        must(write(file, &record, sizeof record) == sizeof record, "write");
    }
    uint32_t seed = 99;
    for (uint32_t i = 0; i < transfers; i++) {
        seed = seed * 1103515245u + 12345u;
        struct record from = get(file, seed >> 8 & 0xFF), to = get(file, 255 + (seed >> 16) % 245);
        int64_t amount = seed % 97;
        if (from.balance < amount) continue;
        from.balance -= amount, to.balance += amount;
        put(file, from), put(file, to);
        char line[64];
        int length = snprintf(line, sizeof line, "%u %u %lld\n", from.key, to.key, (long long)amount);
        must(lseek(journal, 0, SEEK_SET) == 0, "seek");
        must(write(journal, line, (size_t)length) == length, "append");
    }
    must(fsync(file) == 0 && fsync(journal) == 0, "sync");

    int64_t sum = 0;
    uint32_t changes = 0;
    int reader = open("/ledger", O_RDONLY);
    for (uint32_t i = 0; i < accounts; i++) {
        struct record record = get(reader, i);
        sum += record.balance, changes += record.version;
    }
    struct stat status;
    must(fstat(journal, &status) == 0, "stat");
    printf("sum %lld in %u accounts, %u changes, journal of %lld bytes\n", (long long)sum, accounts, changes,
           (long long)status.st_size);
    must(ftruncate(file, 10 * sizeof(struct record)) == 0, "truncate");
    printf("after truncation: size %lld for the other descriptor\n", (long long)lseek(reader, 0, SEEK_END));
    must(unlink("/ledger") == 0, "unlink");
    printf("unlinked, still there: %lld\n", (long long)get(reader, 9).balance);
    printf("open again: %s\n", open("/ledger", O_RDONLY) < 0 ? strerror(errno) : "done");
    struct record none;
    printf("beyond the end: %zd\n", pread(reader, &none, sizeof none, 1 << 20));
    printf("write to a reader: %s\n", write(reader, &none, sizeof none) < 0 ? strerror(errno) : "done");
    printf("bad descriptor: %s\n", close(77) ? strerror(errno) : "done");
    close(reader), close(file), close(journal);
    return 0;
}
