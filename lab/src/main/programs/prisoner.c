// prisoner ATTEMPT SECRET: tries to leave the sandbox or to starve its host in the way that ATTEMPT names. SECRET is where
// the host keeps what must not be read, as an absolute path of the host. It prints "escaped: ..." when it believes that it
// got out, and what it was answered otherwise; its host does not rely on that.
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

#define RAW(name, ...) \
    __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) int raw_##name(__VA_ARGS__)
RAW(path_open, int, int, const char *, unsigned, int, long long, long long, int, unsigned *);
RAW(path_symlink, const char *, unsigned, int, const char *, unsigned);
RAW(fd_read, int, const void *, unsigned, unsigned *);
RAW(fd_write, int, const void *, unsigned, unsigned *);
RAW(random_get, unsigned, unsigned);

static const char *secret;

static void escaped(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    printf("escaped: ");
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

static void reading(const char *path) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        printf("%s: %s\n", path, strerror(errno));
        return;
    }
    char text[4096] = "";
    ssize_t count = read(fd, text, sizeof text - 1);
    struct stat status;
    if (count >= 0) escaped("read %s: %.60s", path, text);
    else if (!fstat(fd, &status) && S_ISDIR(status.st_mode)) printf("%s is a folder\n", path);
    close(fd);
}

// With the path's length, so that it may have NULs in it.
static void rawReading(const char *path, unsigned length) {
    unsigned fd = 0;
    int answer = raw_path_open(3, 1, path, length, 0, -1, -1, 0, &fd);
    printf("%s (%u bytes): %d\n", path, length, answer);
    struct stat status;
    if (!answer && !fstat((int)fd, &status) && S_ISREG(status.st_mode)) {
        char text[100] = "";
        read((int)fd, text, 99);
        escaped("read it: %s", text);
    }
}

static void writing(const char *path) {
    int flags[] = {O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC, O_WRONLY | O_APPEND, O_WRONLY | O_CREAT, O_RDONLY | O_TRUNC};
    for (int i = 0; i < 6; i++) {
        int fd = open(path, flags[i], 0666);
        if (fd < 0) {
            printf("%s %x: %s\n", path, flags[i], strerror(errno));
            continue;
        }
        if (write(fd, "overwritten", 11) > 0) escaped("wrote %s", path);
        if (!ftruncate(fd, 0)) escaped("truncated %s", path);
        close(fd);
    }
}

static void parents(void) {
    const char *paths[] = {"..", "../secret", "../../secret", "./../secret", "../../../../../../../../etc/passwd", "/../secret",
                           "//../secret", "/./../secret", "../neighbour/secret", "/in/../../secret", "/in/data/../../../secret"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) reading(paths[i]);
    rawReading("../secret", 9);
    rawReading("in/../../secret", 15);
}

static void parentsOfFolders(void) {
    mkdir("/a", 0777), mkdir("/a/b", 0777);
    reading("/a/../../secret");
    reading("/a/b/../../../secret");
    int folder = open("/a/b", O_RDONLY | O_DIRECTORY);
    unsigned fd = 0;
    const char *paths[] = {"../../..", "../../../secret", "..//..//../secret", "/etc/passwd", "../../../../etc/passwd"};
    for (int i = 0; i < 5; i++) {
        int answer = raw_path_open(folder, 1, paths[i], strlen(paths[i]), 0, -1, -1, 0, &fd);
        printf("%s: %d\n", paths[i], answer);
        if (!answer) escaped("opened %s", paths[i]);
    }
    // A folder whose place in the tree is gone has no parent to climb to.
    rmdir("/a/b");
    if (!raw_path_open(folder, 1, "..", 2, 2, -1, -1, 0, &fd)) {
        int answer = raw_path_open((int)fd, 1, "../../secret", 12, 0, -1, -1, 0, &fd);
        printf("from its parent: %d\n", answer);
        if (!answer) escaped("climbed from a removed folder");
    }
}

static void absolute(void) {
    reading(secret);
    reading("/etc/passwd");
    reading("/root/.bashrc");
    rawReading(secret, strlen(secret));
    rawReading("/etc/passwd", 11);
    rawReading("//etc/passwd", 12);
    rawReading("file:///etc/passwd", 18);
}

static void disguised(void) {
    reading("..\\secret");
    reading("%2e%2e/secret");
    reading("\xef\xbc\x8e\xef\xbc\x8e/secret");      // full-width dots
    reading("\xc0\xae\xc0\xae/secret");              // dots in overlong UTF-8
    reading(".. /secret"), reading("..;/secret"), reading("~/secret"), reading("$HOME");
    rawReading("in\0/../../secret", 16);
    rawReading("..\0/secret", 10);
    rawReading("../secret\0.txt", 14);
}

static void host(void) {
    const char *paths[] = {"/proc/self/environ", "/proc/self/root/etc/passwd", "/proc/1/environ", "/dev/mem", "/dev/stdin",
                           "/dev/fd/3", "/sys/kernel", "/tmp", "/var/run/docker.sock", "proc/self/fd/0"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) reading(paths[i]);
}

static void plantedLinks(void) { // the host has put links into the folder
    reading("/link"), reading("/linkdir/secret"), reading("/linkdir/../secret"), reading("/loop");
    writing("/link"), writing("/linkdir/new"), writing("/dangling");
    if (!rename("/link", "/renamed")) reading("/renamed");
    if (!truncate("/renamed", 0)) escaped("truncated through a link");
    if (!mkdir("/linkdir/made", 0777)) escaped("made a folder through a link");
    if (!unlink("/linkdir/secret")) escaped("deleted through a link");
}

static void madeLinks(void) {
    const char *targets[] = {"/etc/passwd", "../secret", secret, "/proc/self/environ"};
    for (int i = 0; i < 4; i++) {
        if (!symlink(targets[i], "/soft")) escaped("made a symbolic link");
        printf("%d\n", raw_path_symlink(targets[i], strlen(targets[i]), 3, "soft", 4));
        reading("/soft");
        if (!link(targets[i], "/hard")) escaped("made a hard link");
    }
    if (!link("/in/data", "/hard")) escaped("made a hard link to an input");
    if (open("/hard", O_RDWR) >= 0 || open("/soft", O_RDWR) >= 0) escaped("opened a link");
}

static void readOnly(void) {
    writing("/in/data");
    writing("/in/new");
    if (!unlink("/in/data")) escaped("deleted an input");
    if (!rmdir("/in")) escaped("deleted the folder of inputs");
    if (!mkdir("/in/folder", 0777)) escaped("made a folder among the inputs");
    struct timespec times[2] = {{1, 0}, {1, 0}};
    if (!utimensat(AT_FDCWD, "/in/data", times, 0)) escaped("changed an input's time");
    int fd = open("/in/data", O_RDONLY);
    if (!futimens(fd, times)) escaped("changed an open input's time");
    if (!ftruncate(fd, 0)) escaped("truncated an input");
    if (pwrite(fd, "x", 1, 0) == 1) escaped("wrote an input");
    __wasi_fd_fdstat_set_rights((__wasi_fd_t)fd, ~0ull, ~0ull);
    if (write(fd, "x", 1) == 1) escaped("wrote an input after asking for rights");
}

static void renames(void) {
    close(open("/own", O_WRONLY | O_CREAT, 0666));
    mkdir("/folder", 0777);
    const char *moves[][2] = {{"/own", "/in/data"}, {"/in/data", "/mine"}, {"/in", "/folder/in"}, {"/folder", "/in"},
                              {"/own", "/../own"},  {"/own", "../own"},     {"/own", "/etc/own"}, {"/folder", "/../folder"},
                              {"/", "/folder/x"},   {"/folder", "/folder/deep"}, {"/own", "/in/new"}, {"/..", "/folder/up"}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        if (!rename(moves[i][0], moves[i][1])) escaped("renamed %s to %s", moves[i][0], moves[i][1]);
        else printf("%s to %s: %s\n", moves[i][0], moves[i][1], strerror(errno));
    }
}

static void swapped(void) { // what was checked is exchanged before it is used
    mkdir("/a", 0777), mkdir("/b", 0777);
    for (int i = 0; i < 300; i++) {
        int fd = open("/a/f", O_RDWR | O_CREAT, 0666);
        int folder = open("/a", O_RDONLY | O_DIRECTORY);
        rename("/a", "/c"), rename("/b", "/a"), rename("/c", "/b");
        if (fd >= 0 && write(fd, "x", 1) < 0) printf("write: %s\n", strerror(errno));
        unsigned out = 0;
        if (!raw_path_open(folder, 0, "../../secret", 12, 0, -1, -1, 0, &out)) escaped("through a moved folder");
        close(fd), close(folder);
    }
}

static void guessed(void) { // descriptors that nobody gave
    char text[64];
    for (int fd = 4; fd < 70000; fd = fd < 5000 ? fd + 1 : fd * 2) {
        struct stat status;
        if (read(fd, text, sizeof text) >= 0) escaped("read descriptor %d", fd);
        if (write(fd, "x", 1) >= 0) escaped("wrote descriptor %d", fd);
        if (!fstat(fd, &status)) escaped("descriptor %d is open", fd);
    }
    int odd[] = {-1, -2, INT32_MIN, INT32_MAX, 1 << 16};
    for (int i = 0; i < 5; i++)
        if (read(odd[i], text, 1) >= 0 || !close(odd[i])) escaped("descriptor %d", odd[i]);
}

static void reused(void) {
    int own = open("/own", O_RDWR | O_CREAT, 0666);
    unsigned fd = 0;
    if (__wasi_fd_close(3)) printf("the root cannot be closed\n");
    if (!raw_path_open(3, 0, "../secret", 9, 0, -1, -1, 0, &fd)) escaped("by the number of the root");
    __wasi_fd_renumber((__wasi_fd_t)own, 3);
    if (!raw_path_open(3, 0, "own", 3, 0, -1, -1, 0, &fd)) escaped("opened below a file");
    for (unsigned to = 0; to < 3; to++) printf("renumber 3 to %u: %d\n", to, __wasi_fd_renumber(3, to));
    printf("renumber far: %d %d\n", __wasi_fd_renumber(3, 0x7FFFFFFF), __wasi_fd_renumber(0xFFFFFFFFu, 1));
    printf("this goes to a file of its own or nowhere\n");
}

static void oddFlags(void) {
    unsigned fd = 0;
    for (unsigned bit = 0; bit < 16; bit++) {
        raw_path_open(3, (int)(1u << bit), "../secret", 9, (int)(1u << bit), -1, -1, (int)(1u << bit), &fd);
        if (!raw_path_open(3, -1, "../secret", 9, (int)(1u << bit), -1, -1, -1, &fd)) escaped("with flag %u", bit);
        if (!raw_path_open(3, -1, "in/data", 7, 8, 0, 0, (int)(1u << bit), &fd)) escaped("truncated an input");
    }
}

static void manyDescriptors(void) {
    int count = 0;
    close(open("/own", O_WRONLY | O_CREAT, 0666));
    while (count < 1000000 && open("/own", O_RDONLY) >= 0) count++;
    printf("%d: %s\n", count, strerror(errno));
    if (count >= 100000) escaped("%d descriptors", count);
}

static void fill(int fd, long long *total) {
    static char block[1 << 16];
    memset(block, 'd', sizeof block);
    for (ssize_t n; (n = write(fd, block, sizeof block)) > 0;) *total += n;
}

static void disk(void) {
    long long total = 0;
    for (int i = 0; i < 100; i++) {
        char path[32];
        snprintf(path, sizeof path, "/f%d", i);
        int fd = open(path, O_WRONLY | O_CREAT, 0666);
        if (fd < 0) break;
        fill(fd, &total);
        close(fd);
    }
    printf("%lld bytes: %s\n", total, strerror(errno));
}

static void sparse(void) {
    int fd = open("/sparse", O_RDWR | O_CREAT, 0666);
    long long sizes[] = {1ll << 30, 1ll << 40, 1ll << 49, 1ll << 62, INT64_MAX};
    for (int i = 0; i < 5; i++) {
        if (!ftruncate(fd, sizes[i])) escaped("a file of %lld bytes", sizes[i]);
        if (!posix_fallocate(fd, sizes[i] / 2, sizes[i] / 2)) escaped("allocated %lld bytes", sizes[i]);
        if (pwrite(fd, "x", 1, sizes[i]) == 1) escaped("wrote at %lld", sizes[i]);
        if (lseek(fd, sizes[i], SEEK_SET) >= 0 && write(fd, "x", 1) == 1) escaped("wrote behind %lld", sizes[i]);
    }
}

static void manyFiles(void) {
    char path[32];
    long count = 0;
    for (; count < 10000000; count++) {
        snprintf(path, sizeof path, "/many%ld", count);
        int fd = open(path, O_WRONLY | O_CREAT, 0666);
        if (fd < 0) break;
        close(fd);
    }
    printf("%ld files: %s\n", count, strerror(errno));
}

static void listings(void) { // a large folder, read again and again in small pieces
    char path[32];
    for (int i = 0; i < 3000; i++) {
        snprintf(path, sizeof path, "/entry%d", i);
        close(open(path, O_WRONLY | O_CREAT, 0666));
    }
    static uint8_t buffer[64];
    __wasi_size_t used = 0;
    for (unsigned i = 0;; i++) __wasi_fd_readdir(3, buffer, sizeof buffer, i % 3000, &used);
}

static void deep(void) {
    int at = 3;
    long depth = 0;
    unsigned fd = 0;
    for (; depth < 100000; depth++) {
        if (__wasi_path_create_directory((__wasi_fd_t)at, "deeper")) break;
        if (raw_path_open(at, 0, "deeper", 6, 2, -1, -1, 0, &fd)) break;
        if (at != 3) close(at);
        at = (int)fd;
    }
    printf("%ld deep\n", depth);
}

static void longNames(void) {
    static char name[1 << 20];
    memset(name, 'n', sizeof name - 1);
    unsigned fd = 0;
    for (unsigned length = 200; length < sizeof name; length *= 2)
        printf("%u: %d\n", length, raw_path_open(3, 0, name, length, 1, -1, -1, 0, &fd));
    for (size_t i = 1; i < sizeof name - 1; i += 2) name[i] = '/';
    printf("many folders: %d\n", raw_path_open(3, 0, name, 4096, 1, -1, -1, 0, &fd));
    for (int i = 1; i < 256; i++) {
        char odd[] = {(char)i, 0};
        if (i != '/' && i != '.') raw_path_open(3, 0, odd, 1, 1, -1, -1, 0, &fd), close((int)fd);
    }
}

static void held(void) { // space of files that have no name any more
    long long total = 0;
    for (int i = 0; i < 100; i++) {
        int fd = open("/held", O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (fd < 0) break;
        fill(fd, &total);
        unlink("/held");
    }
    printf("%lld bytes: %s\n", total, strerror(errno));
}

static void quotaTricks(void) { // gives back more than it took, if that can be had
    long long total = 0;
    for (int i = 0; i < 200; i++) {
        int one = open("/one", O_RDWR | O_CREAT, 0666), two = open("/one", O_RDWR, 0666);
        ftruncate(one, 100000), ftruncate(two, 0), ftruncate(one, 0);
        pwrite(one, "x", 1, 50000);
        rename("/one", "/two"), unlink("/two"), unlink("/one");
        ftruncate(one, 1 << 20), ftruncate(two, 0);
        close(one), ftruncate(two, 70000), close(two);
        close(open("/a", O_WRONLY | O_CREAT, 0666)), close(open("/b", O_WRONLY | O_CREAT, 0666));
        rename("/a", "/b"), rename("/b", "/b"), unlink("/b");
        mkdir("/x", 0777), mkdir("/y", 0777), rename("/x", "/y"), rmdir("/y"), rmdir("/x");
        unlink("/link");
    }
    int fd = open("/rest", O_WRONLY | O_CREAT, 0666);
    fill(fd, &total);
    printf("%lld bytes: %s\n", total, strerror(errno));
}

static void memory(void) {
    size_t total = 0;
    for (size_t size = 64 << 20; size >= 1024;) {
        char *block = malloc(size);
        if (!block) {
            size /= 2;
            continue;
        }
        for (size_t i = 0; i < size; i += 1024) block[i] = 'm';
        total += size;
    }
    printf("%zu bytes\n", total);
    if (total > 1u << 30) escaped("%zu bytes of memory", total);
}

static void pages(void) {
    size_t grown = 0;
    while (__builtin_wasm_memory_grow(0, 1) != (size_t)-1) grown++;
    printf("%zu pages, then %zx %zx\n", grown, __builtin_wasm_memory_grow(0, 65535), __builtin_wasm_memory_grow(0, (size_t)-1));
}

static void hugeReads(void) {
    static char block[65536];
    int fd = open("/own", O_RDWR | O_CREAT, 0666);
    for (int i = 0; i < 16; i++) write(fd, block, sizeof block);
    lseek(fd, 0, SEEK_SET);
    unsigned sizes[] = {0x10000000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF}, count = 0;
    for (int i = 0; i < 4; i++) {
        unsigned one[2] = {(unsigned)(uintptr_t)block, sizes[i]};
        printf("read %x: %d, write: %d\n", sizes[i], raw_fd_read(fd, one, 1, &count), raw_fd_write(fd, one, 1, &count));
        unsigned two[4] = {(unsigned)(uintptr_t)block, 100, 0xFFFFFF00u, sizes[i]};
        printf("with an overflow: %d %d\n", raw_fd_read(fd, two, 2, &count), raw_fd_write(fd, two, 2, &count));
    }
    for (unsigned n = 1; n; n *= 2) raw_fd_write(fd, block, n, &count), raw_fd_read(fd, (void *)0xFFFFFFF0u, n, &count);
    printf("random: %d\n", raw_random_get(0, 0xFFFFFFFF));
}

static void amplified(void) { // one call that makes the host work for long
    size_t size = 32 << 20;
    char *block = calloc(size, 1);
    static unsigned list[2048];
    for (int i = 0; i < 1024; i++) list[2 * i] = (unsigned)(uintptr_t)block, list[2 * i + 1] = size;
    int fd = open("/own", O_RDWR | O_CREAT, 0666);
    unsigned count = 0;
    ftruncate(fd, 4 << 20);
    for (;;) {
        raw_fd_write(fd, list, 1024, &count);
        lseek(fd, 0, SEEK_SET);
        raw_fd_read(fd, list, 1024, &count);
        lseek(fd, 0, SEEK_SET);
    }
}

static void randomness(void) {
    size_t size = 64 << 20;
    char *block = malloc(size);
    for (;;) raw_random_get((unsigned)(uintptr_t)block, size);
}

static void output(void) {
    static char block[4096];
    memset(block, 'o', sizeof block);
    for (;;) write(1, block, sizeof block);
}

static void errors(void) {
    static char block[4096];
    memset(block, 'e', sizeof block);
    for (;;) write(2, block, sizeof block);
}

static void forged(void) { // what a worker tells its parent, by guess, on every stream
    for (int fd = 1; fd < 3; fd++)
        for (int kind = 0; kind < 32; kind++) {
            unsigned char frame[64] = {0, 0, 0, 40, (unsigned char)kind};
            write(fd, frame, sizeof frame);
        }
    exit(3);
}

static void loop(void) {
    for (volatile unsigned i = 0;; i++) {}
}

static void callLoop(void) {
    for (;;) {
        __wasi_timestamp_t now = 0;
        __wasi_sched_yield();
        __wasi_clock_time_get(0, 1, &now);
    }
}

static void sleeper(void) {
    struct timespec long_ago = {1u << 30, 0};
    for (;;) nanosleep(&long_ago, NULL);
}

static void waiter(void) { // 1024 timers, none of which comes
    static __wasi_subscription_t timers[1024];
    static __wasi_event_t events[1024];
    for (int i = 0; i < 1024; i++) {
        timers[i].u.tag = __WASI_EVENTTYPE_CLOCK;
        timers[i].u.u.clock.id = i % 2 ? __WASI_CLOCKID_REALTIME : __WASI_CLOCKID_MONOTONIC;
        timers[i].u.u.clock.timeout = i % 3 ? UINT64_MAX : INT64_MAX;
        timers[i].u.u.clock.flags = i % 5 == 0;
    }
    __wasi_size_t count = 0;
    for (;;) __wasi_poll_oneoff(timers, events, 1024, &count);
}

static int depth(volatile int at) { return at < 0 ? 0 : 1 + depth(at + 1) + depth(at + 2); }

struct wide {
    long long numbers[40];
};

static long long wideDepth(long long a, long long b, long long c, long long d, double e, double f, double g, double h, int n) {
    if (n == 0) return a + b + c + d;
    return wideDepth(b, c, d, a + n, f * 1.5, g + e, h - f, e, n - (n < 0)) * 3 + (long long)(e + f + g + h);
}

static void recursion(void) { printf("%d\n", depth(1)); }

static void wideRecursion(void) { printf("%lld\n", wideDepth(1, 2, 3, 4, 5, 6, 7, 8, -1)); }

extern char **environ;

static void environment(void) {
    int count = 0;
    for (char **variable = environ; variable && *variable; variable++, count++) {
        printf("%s\n", *variable);
        if (strncmp(*variable, "GIVEN=", 6)) escaped("a variable that nobody gave: %s", *variable);
    }
    const char *names[] = {"HOME", "PATH", "USER", "SOUK_HOME", "LD_PRELOAD", "JAVA_TOOL_OPTIONS", "PWD"};
    for (int i = 0; i < 7; i++)
        if (getenv(names[i])) escaped("%s is %s", names[i], getenv(names[i]));
}

static void standardInput(void) {
    char text[256];
    for (int i = 0; i < 1000; i++)
        if (read(0, text, sizeof text) > 0) escaped("standard input had something");
    if (lseek(0, 0, SEEK_SET) >= 0) escaped("standard input can be sought");
    if (write(0, "x", 1) > 0) escaped("standard input can be written");
    if (read(1, text, 1) > 0 || read(2, text, 1) > 0) escaped("an output can be read");
}

static void network(void) {
    uint8_t byte = 0;
    __wasi_size_t count = 0;
    __wasi_roflags_t flags = 0;
    __wasi_fd_t accepted = 0;
    __wasi_iovec_t in = {&byte, 1};
    __wasi_ciovec_t out = {&byte, 1};
    for (__wasi_fd_t fd = 0; fd < 1000; fd++) {
        if (!__wasi_sock_accept(fd, 0, &accepted)) escaped("accepted on %u", fd);
        if (!__wasi_sock_recv(fd, &in, 1, 0, &count, &flags)) escaped("received on %u", fd);
        if (!__wasi_sock_send(fd, &out, 1, 0, &count)) escaped("sent on %u", fd);
        if (!__wasi_sock_shutdown(fd, 3)) escaped("shut down %u", fd);
    }
}

static void exitCode(void) { __wasi_proc_exit(0xFFFFFFFFu); }

static const struct {
    const char *name;
    void (*attempt)(void);
} attempts[] = {
    {"parents", parents}, {"parents-of-folders", parentsOfFolders}, {"absolute", absolute}, {"disguised", disguised},
    {"host", host}, {"planted-links", plantedLinks}, {"made-links", madeLinks}, {"read-only", readOnly},
    {"renames", renames}, {"swapped", swapped}, {"guessed", guessed}, {"reused", reused}, {"odd-flags", oddFlags},
    {"many-descriptors", manyDescriptors}, {"disk", disk}, {"sparse", sparse}, {"many-files", manyFiles},
    {"listings", listings}, {"deep", deep}, {"long-names", longNames}, {"held", held}, {"quota-tricks", quotaTricks},
    {"memory", memory}, {"pages", pages}, {"huge-reads", hugeReads}, {"amplified", amplified},
    {"randomness", randomness}, {"output", output}, {"errors", errors}, {"forged", forged}, {"loop", loop},
    {"call-loop", callLoop}, {"sleeper", sleeper}, {"waiter", waiter}, {"recursion", recursion},
    {"wide-recursion", wideRecursion}, {"environment", environment}, {"standard-input", standardInput},
    {"network", network}, {"exit-code", exitCode},
};

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    secret = argv[2];
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        if (!strcmp(attempts[i].name, argv[1])) {
            attempts[i].attempt();
            return 0;
        }
    fprintf(stderr, "no such attempt: %s\n", argv[1]);
    return 2;
}
