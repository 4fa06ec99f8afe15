// Every call with addresses that lie outside the memory, and lists of buffers that no memory can hold. (Other runners trap
// where this one answers EFAULT or EINVAL, so it is not run in Node.js.)
#include "expect.h"

#define OUTSIDE(type) ((type)0xFFFFFFF0u)

// Not through the C library's wrappers, which measure the length of a path themselves.
#define RAW(name, ...) \
    __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) int raw_##name(__VA_ARGS__)
RAW(path_open, int, int, unsigned, unsigned, int, long long, long long, int, unsigned);
RAW(path_filestat_get, int, int, unsigned, unsigned, unsigned);
RAW(path_create_directory, int, unsigned, unsigned);
RAW(path_remove_directory, int, unsigned, unsigned);
RAW(path_unlink_file, int, unsigned, unsigned);
RAW(path_rename, int, unsigned, unsigned, int, unsigned, unsigned);
RAW(path_readlink, int, unsigned, unsigned, unsigned, unsigned, unsigned);
RAW(random_get, unsigned, unsigned);
RAW(fd_read, int, unsigned, unsigned, unsigned);
RAW(fd_write, int, unsigned, unsigned, unsigned);
RAW(fd_readdir, int, unsigned, unsigned, long long, unsigned);
RAW(poll_oneoff, unsigned, unsigned, unsigned, unsigned);

int main(void) {
    unsigned out = 0xFFFFFFF0u, here = 0;
    __wasi_size_t count = 0;
    unsigned result = (unsigned)(uintptr_t)&count;
    static uint8_t page[65536];
    here = (unsigned)(uintptr_t)page;

    ANSWERS(FAULT, __wasi_args_sizes_get(OUTSIDE(__wasi_size_t *), &count));
    ANSWERS(FAULT, __wasi_args_get(OUTSIDE(uint8_t **), page));
    ANSWERS(FAULT, __wasi_environ_sizes_get(&count, OUTSIDE(__wasi_size_t *)));
    ANSWERS(FAULT, __wasi_environ_get(OUTSIDE(uint8_t **), page));
    ANSWERS(FAULT, __wasi_clock_time_get(0, 1, OUTSIDE(__wasi_timestamp_t *)));
    ANSWERS(FAULT, __wasi_clock_res_get(0, OUTSIDE(__wasi_timestamp_t *)));
    ANSWERS(FAULT, raw_random_get(out, 100));
    ANSWERS(FAULT, raw_random_get(here, 0xFFFFFFFFu));
    ANSWERS(FAULT, __wasi_fd_fdstat_get(ROOT, OUTSIDE(__wasi_fdstat_t *)));
    ANSWERS(FAULT, __wasi_fd_filestat_get(ROOT, OUTSIDE(__wasi_filestat_t *)));
    ANSWERS(FAULT, __wasi_fd_prestat_get(ROOT, OUTSIDE(__wasi_prestat_t *)));
    ANSWERS(FAULT, __wasi_fd_prestat_dir_name(ROOT, (uint8_t *)0xFFFFFFFFu, 1));

    __wasi_fd_t fd = fileWith("file", "some content");
    __wasi_filesize_t at = 0;
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &at));
    ANSWERS(FAULT, __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, OUTSIDE(__wasi_filesize_t *)));
    ANSWERS(FAULT, __wasi_fd_tell(fd, (__wasi_filesize_t *)0xFFFFFFFCu));
    ANSWERS(FAULT, raw_fd_read((int)fd, out, 2, result));
    ANSWERS(FAULT, raw_fd_write((int)fd, out, 2, result));
    // Lists of buffers: one outside, one whose end overflows 32 bits, absurdly many, a negative number of them.
    unsigned lists[][2] = {{out, 100}, {here, 0xFFFFFFFFu}};
    for (int i = 0; i < 2; i++) {
        ANSWERS(FAULT, raw_fd_read((int)fd, (unsigned)(uintptr_t)lists[i], 1, result));
        ANSWERS(FAULT, raw_fd_write((int)fd, (unsigned)(uintptr_t)lists[i], 1, result));
    }
    ANSWERS(INVAL, raw_fd_read((int)fd, here, 0x7FFFFFFF, result));
    ANSWERS(INVAL, raw_fd_write((int)fd, here, 0xFFFFFFFF, result));
    EQUAL(12, sizeOf(fd));
    unsigned good[2] = {here, 4};
    ANSWERS(FAULT, raw_fd_read((int)fd, (unsigned)(uintptr_t)good, 1, out));

    ANSWERS(FAULT, raw_fd_readdir(ROOT, out, 100, 0, result));
    ANSWERS(FAULT, raw_fd_readdir(ROOT, here, 100, 0, out));
    ANSWERS(FAULT, raw_path_open(ROOT, 0, out, 100, 0, 0, 0, 0, result));
    ANSWERS(FAULT, raw_path_open(ROOT, 0, out, 4000, __WASI_OFLAGS_CREAT, 0, 0, 0, result));
    ANSWERS(NAMETOOLONG, raw_path_open(ROOT, 0, here, 0xFFFFFFFF, 0, 0, 0, 0, result));
    ANSWERS(FAULT, raw_path_filestat_get(ROOT, 0, out, 100, here));
    ANSWERS(FAULT, raw_path_filestat_get(ROOT, 0, (unsigned)(uintptr_t)"file", 4, out));
    ANSWERS(FAULT, raw_path_create_directory(ROOT, out, 100));
    ANSWERS(FAULT, raw_path_remove_directory(ROOT, out, 100));
    ANSWERS(FAULT, raw_path_unlink_file(ROOT, out, 100));
    ANSWERS(FAULT, raw_path_rename(ROOT, out, 100, ROOT, here, 1));
    ANSWERS(FAULT, raw_path_readlink(ROOT, out, 100, here, 10, result));
    ANSWERS(FAULT, raw_poll_oneoff(out, here, 1, result));
    ANSWERS(INVAL, raw_poll_oneoff(here, here, 0xFFFFFFFF, result));
    // A descriptor that could not be told is not left open.
    __wasi_fd_t before = 0, after = 0;
    ANSWERS(SUCCESS, openAt(ROOT, "file", 0, READING, 0, &before));
    ANSWERS(SUCCESS, __wasi_fd_close(before));
    ANSWERS(FAULT, raw_path_open(ROOT, 0, (unsigned)(uintptr_t)"file", 4, 0, READING, READING, 0, out));
    ANSWERS(SUCCESS, openAt(ROOT, "file", 0, READING, 0, &after));
    EQUAL(before, after);
    return summary("faults");
}
