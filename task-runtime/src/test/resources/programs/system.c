// Uses what a C library offers for files, time, randomness and waiting; prints each answer that is the same everywhere.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void tell(const char *what, long answer) { printf("%s %ld\n", what, answer); }

int main(int argc, char **argv) {
    for (int i = 0; i < argc; i++) printf("argument %s\n", argv[i]);
    printf("LANG %s, HOME %s\n", getenv("LANG"), getenv("HOME") ? "set" : "not set");
    tell("terminal", isatty(1));

    FILE *file = fopen("/notes.txt", "w+");
    fputs("0123456789", file);
    fseek(file, 3, SEEK_SET);
    tell("char at 3", fgetc(file));
    fseek(file, -1, SEEK_END);
    tell("char at end", fgetc(file));
    fclose(file);
    file = fopen("/notes.txt", "a");
    fputs("ab", file);
    fclose(file);
    struct stat status;
    tell("stat", stat("/notes.txt", &status));
    tell("size", status.st_size);
    tell("regular", S_ISREG(status.st_mode));
    tell("truncate", truncate("/notes.txt", 5));
    stat("/notes.txt", &status);
    tell("size", status.st_size);
    tell("directory", stat("/", &status) == 0 && S_ISDIR(status.st_mode));

    int fd = open("/notes.txt", O_RDWR);
    char text[8] = "";
    tell("pwrite", pwrite(fd, "XY", 2, 1));
    tell("pread", pread(fd, text, 8, 0));
    printf("text %s\n", text);
    tell("position", lseek(fd, 0, SEEK_CUR));
    tell("sync", fsync(fd));
    tell("close", close(fd));
    tell("close again", close(fd));
    tell("exclusive", open("/notes.txt", O_CREAT | O_EXCL | O_RDWR, 0644));
    tell("a file is no directory", open("/notes.txt/x", O_RDONLY) < 0 && errno == ENOTDIR);
    tell("read a directory", fopen("/", "w") == NULL && errno == EISDIR);
    mkdir("/full", 0755);
    fclose(fopen("/full/x", "w"));
    tell("rmdir full", rmdir("/full") && errno == ENOTEMPTY);
    tell("chdir", chdir("/full"));
    tell("relative", access("x", F_OK));
    tell("seek a stream", lseek(1, 0, SEEK_CUR) < 0 && errno == ESPIPE);

    struct timespec before, after, nap = {0, 20 * 1000 * 1000};
    clock_gettime(CLOCK_MONOTONIC, &before);
    tell("sleep", nanosleep(&nap, NULL));
    clock_gettime(CLOCK_MONOTONIC, &after);
    long passed = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
    tell("slept", passed >= 19);
    tell("after 2020", time(NULL) > 1577836800);
    struct pollfd wanted = {1, POLLOUT, 0};
    tell("poll", poll(&wanted, 1, 1000));
    uint64_t random[2];
    getentropy(random, sizeof random);
    printf("random %016llx %016llx\n", (unsigned long long)random[0], (unsigned long long)random[1]);
    char line[16];
    tell("end of input", fgets(line, sizeof line, stdin) == NULL);
    fputs("to standard error\n", stderr);
    exit(3);
}
