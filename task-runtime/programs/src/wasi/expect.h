// What a program of this folder needs to say what it expects of a call, and what came instead.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

enum { ROOT = 3 };

static int failures;
static int checks;

static inline void expectNumber(int line, const char *what, int64_t expected, int64_t got) {
    checks++;
    if (expected == got) return;
    failures++;
    printf("line %d: %s: expected %lld, got %lld\n", line, what, (long long)expected, (long long)got);
}

// A call that must answer this error number.
#define ANSWERS(expected, call) expectNumber(__LINE__, #call, __WASI_ERRNO_##expected, call)
#define EQUAL(expected, value) expectNumber(__LINE__, #value, (int64_t)(expected), (int64_t)(value))

// The preopened folder that is called so, or -1.
static inline __wasi_fd_t preopened(const char *name) {
    for (__wasi_fd_t fd = ROOT;; fd++) {
        __wasi_prestat_t status;
        char text[64] = "";
        if (__wasi_fd_prestat_get(fd, &status) || status.u.dir.pr_name_len >= sizeof text) return (__wasi_fd_t)-1;
        if (!__wasi_fd_prestat_dir_name(fd, (uint8_t *)text, status.u.dir.pr_name_len) && !strcmp(text, name)) return fd;
    }
}

#define READING (__WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL | __WASI_RIGHTS_FD_READDIR | \
                 __WASI_RIGHTS_FD_FILESTAT_GET | __WASI_RIGHTS_FD_FDSTAT_SET_FLAGS)
#define WRITING (__WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_ALLOCATE | __WASI_RIGHTS_FD_FILESTAT_SET_SIZE | \
                 __WASI_RIGHTS_FD_FILESTAT_SET_TIMES | __WASI_RIGHTS_FD_DATASYNC | __WASI_RIGHTS_FD_SYNC | \
                 __WASI_RIGHTS_FD_ADVISE)

static inline __wasi_errno_t openAt(__wasi_fd_t folder, const char *path, int how, uint64_t rights, int flags, __wasi_fd_t *fd) {
    return __wasi_path_open(folder, 0, path, (__wasi_oflags_t)how, rights, rights, (__wasi_fdflags_t)flags, fd);
}

static inline __wasi_errno_t writeText(__wasi_fd_t fd, const char *text, __wasi_size_t *written) {
    __wasi_ciovec_t part = {(const uint8_t *)text, strlen(text)};
    return __wasi_fd_write(fd, &part, 1, written);
}

static inline __wasi_errno_t readText(__wasi_fd_t fd, char *text, size_t room, __wasi_size_t *count) {
    __wasi_iovec_t part = {(uint8_t *)text, room};
    __wasi_errno_t answer = __wasi_fd_read(fd, &part, 1, count);
    if (!answer) text[*count] = 0;
    return answer;
}

static inline __wasi_fd_t fileWith(const char *path, const char *text) {
    __wasi_fd_t fd = 0;
    __wasi_size_t written = 0;
    ANSWERS(SUCCESS, openAt(ROOT, path, __WASI_OFLAGS_CREAT | __WASI_OFLAGS_TRUNC, READING | WRITING, 0, &fd));
    ANSWERS(SUCCESS, writeText(fd, text, &written));
    return fd;
}

static inline uint64_t sizeOf(__wasi_fd_t fd) {
    __wasi_filestat_t status;
    return __wasi_fd_filestat_get(fd, &status) ? UINT64_MAX : status.size;
}

static inline int summary(const char *group) {
    printf("%s: %d checks, %d failed\n", group, checks, failures);
    return failures ? 1 : 0;
}
