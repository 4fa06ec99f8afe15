// fd_read, fd_write, fd_pread, fd_pwrite, fd_seek, fd_tell, fd_advise, fd_allocate, fd_sync, fd_datasync,
// fd_filestat_get, fd_filestat_set_size, fd_filestat_set_times.
#include "expect.h"

static void readAndWrite(void) {
    __wasi_fd_t fd = fileWith("rw", "");
    __wasi_size_t count = 0;
    char text[64] = "";
    __wasi_ciovec_t parts[] = {{(const uint8_t *)"one", 3}, {NULL, 0}, {(const uint8_t *)"two!", 4}};
    ANSWERS(SUCCESS, __wasi_fd_write(fd, parts, 3, &count));
    EQUAL(7, count);
    __wasi_filesize_t at = 0;
    ANSWERS(SUCCESS, __wasi_fd_tell(fd, &at));
    EQUAL(7, at);
    ANSWERS(SUCCESS, readText(fd, text, 10, &count));
    EQUAL(0, count);
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, 1, __WASI_WHENCE_SET, &at));
    EQUAL(1, at);
    char first[2], second[20];
    __wasi_iovec_t targets[] = {{(uint8_t *)first, 2}, {(uint8_t *)second, 20}};
    ANSWERS(SUCCESS, __wasi_fd_read(fd, targets, 2, &count));
    EQUAL(6, count);
    EQUAL(0, memcmp(first, "ne", 2) | memcmp(second, "two!", 4));
    ANSWERS(SUCCESS, __wasi_fd_write(fd, parts, 0, &count));
    EQUAL(0, count);
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(BADF, readText(fd, text, 1, &count));
    ANSWERS(BADF, writeText(fd, "x", &count));

    ANSWERS(SUCCESS, openAt(ROOT, "rw", 0, READING, 0, &fd));
    EQUAL(1, writeText(fd, "x", &count) != 0);
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(SUCCESS, openAt(ROOT, "rw", 0, WRITING | __WASI_RIGHTS_FD_SEEK, 0, &fd));
    EQUAL(1, readText(fd, text, 1, &count) != 0);
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

static void seeks(void) {
    __wasi_fd_t fd = fileWith("seeks", "0123456789");
    __wasi_filesize_t at = 0;
    __wasi_size_t count = 0;
    char text[16];
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, -3, __WASI_WHENCE_END, &at));
    EQUAL(7, at);
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, -2, __WASI_WHENCE_CUR, &at));
    EQUAL(5, at);
    ANSWERS(INVAL, __wasi_fd_seek(fd, -6, __WASI_WHENCE_CUR, &at));
    ANSWERS(INVAL, __wasi_fd_seek(fd, -1, __WASI_WHENCE_SET, &at));
    ANSWERS(INVAL, __wasi_fd_seek(fd, 0, 9, &at));
    ANSWERS(SUCCESS, __wasi_fd_tell(fd, &at));
    EQUAL(5, at);
    // Beyond the end nothing is read, and what is written leaves a gap of zeros.
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, 12, __WASI_WHENCE_SET, &at));
    ANSWERS(SUCCESS, readText(fd, text, 4, &count));
    EQUAL(0, count);
    EQUAL(10, sizeOf(fd));
    ANSWERS(SUCCESS, writeText(fd, "!", &count));
    EQUAL(13, sizeOf(fd));
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, 9, __WASI_WHENCE_SET, &at));
    ANSWERS(SUCCESS, readText(fd, text, 8, &count));
    EQUAL(4, count);
    EQUAL(0, memcmp(text, "9\0\0!", 4));
    ANSWERS(BADF, __wasi_fd_seek(99, 0, __WASI_WHENCE_SET, &at));
    ANSWERS(BADF, __wasi_fd_tell(99, &at));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

static void positioned(void) {
    __wasi_fd_t fd = fileWith("positioned", "abcdef");
    __wasi_size_t count = 0;
    __wasi_filesize_t at = 0;
    char text[16] = "";
    __wasi_iovec_t in[] = {{(uint8_t *)text, 2}, {(uint8_t *)text + 2, 8}};
    __wasi_ciovec_t out = {(const uint8_t *)"XY", 2};
    ANSWERS(SUCCESS, __wasi_fd_pread(fd, in, 2, 2, &count));
    EQUAL(4, count);
    EQUAL(0, memcmp(text, "cdef", 4));
    ANSWERS(SUCCESS, __wasi_fd_pread(fd, in, 2, 100, &count));
    EQUAL(0, count);
    ANSWERS(SUCCESS, __wasi_fd_pwrite(fd, &out, 1, 1, &count));
    EQUAL(2, count);
    ANSWERS(SUCCESS, __wasi_fd_pwrite(fd, &out, 1, 8, &count));
    EQUAL(10, sizeOf(fd));
    ANSWERS(SUCCESS, __wasi_fd_tell(fd, &at));
    EQUAL(6, at);
    EQUAL(1, __wasi_fd_pread(fd, in, 1, (__wasi_filesize_t)-1, &count) != 0);
    EQUAL(1, __wasi_fd_pwrite(fd, &out, 1, (__wasi_filesize_t)-1, &count) != 0);
    ANSWERS(BADF, __wasi_fd_pread(99, in, 1, 0, &count));
    ANSWERS(BADF, __wasi_fd_pwrite(99, &out, 1, 0, &count));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

static void appends(void) {
    ANSWERS(SUCCESS, __wasi_fd_close(fileWith("append", "start ")));
    __wasi_fd_t fd = 0;
    __wasi_size_t count = 0;
    __wasi_filesize_t at = 0;
    char text[32];
    ANSWERS(SUCCESS, openAt(ROOT, "append", 0, READING | WRITING, __WASI_FDFLAGS_APPEND, &fd));
    ANSWERS(SUCCESS, writeText(fd, "one ", &count));
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &at));
    ANSWERS(SUCCESS, writeText(fd, "two", &count));
    ANSWERS(SUCCESS, __wasi_fd_tell(fd, &at));
    EQUAL(13, at);
    __wasi_fdstat_t status;
    ANSWERS(SUCCESS, __wasi_fd_fdstat_get(fd, &status));
    EQUAL(__WASI_FDFLAGS_APPEND, status.fs_flags & __WASI_FDFLAGS_APPEND);
    ANSWERS(SUCCESS, __wasi_fd_fdstat_set_flags(fd, 0));
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &at));
    ANSWERS(SUCCESS, writeText(fd, "S", &count));
    ANSWERS(SUCCESS, __wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &at));
    ANSWERS(SUCCESS, readText(fd, text, 31, &count));
    EQUAL(0, strcmp(text, "Start one two"));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

static void sizes(void) {
    __wasi_fd_t fd = fileWith("sizes", "0123456789");
    ANSWERS(SUCCESS, __wasi_fd_allocate(fd, 0, 5));
    EQUAL(10, sizeOf(fd));
    ANSWERS(SUCCESS, __wasi_fd_allocate(fd, 90, 20));
    EQUAL(110, sizeOf(fd));
    EQUAL(1, __wasi_fd_allocate(fd, (__wasi_filesize_t)-1, 20) != 0);
    ANSWERS(SUCCESS, __wasi_fd_filestat_set_size(fd, 3));
    EQUAL(3, sizeOf(fd));
    ANSWERS(SUCCESS, __wasi_fd_filestat_set_size(fd, 1000));
    EQUAL(1000, sizeOf(fd));
    EQUAL(1, __wasi_fd_filestat_set_size(fd, (__wasi_filesize_t)-1) != 0);
    ANSWERS(SUCCESS, __wasi_fd_advise(fd, 0, 100, __WASI_ADVICE_SEQUENTIAL));
    ANSWERS(BADF, __wasi_fd_advise(99, 0, 100, __WASI_ADVICE_SEQUENTIAL));
    ANSWERS(INVAL, __wasi_fd_advise(fd, 0, 100, 77));
    ANSWERS(SUCCESS, __wasi_fd_sync(fd));
    ANSWERS(SUCCESS, __wasi_fd_datasync(fd));
    ANSWERS(BADF, __wasi_fd_sync(99));
    ANSWERS(BADF, __wasi_fd_datasync(99));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(SUCCESS, openAt(ROOT, "sizes", 0, READING, 0, &fd));
    EQUAL(1, __wasi_fd_filestat_set_size(fd, 0) != 0);
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(SUCCESS, openAt(ROOT, "sizes", __WASI_OFLAGS_TRUNC, READING | WRITING, 0, &fd));
    EQUAL(0, sizeOf(fd));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

static void status(void) {
    __wasi_fd_t fd = fileWith("status", "12345");
    __wasi_filestat_t one, two;
    ANSWERS(SUCCESS, __wasi_fd_filestat_get(fd, &one));
    EQUAL(__WASI_FILETYPE_REGULAR_FILE, one.filetype);
    EQUAL(5, one.size);
    EQUAL(1, one.nlink);
    ANSWERS(SUCCESS, __wasi_path_filestat_get(ROOT, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, "status", &two));
    EQUAL(one.ino, two.ino);
    EQUAL(one.dev, two.dev);
    EQUAL(one.mtim, two.mtim);

    uint64_t second = 1000000000, then = 1500000000 * second;
    ANSWERS(SUCCESS, __wasi_fd_filestat_set_times(fd, then, then + second, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
    ANSWERS(SUCCESS, __wasi_fd_filestat_get(fd, &one));
    EQUAL(then, one.atim);
    EQUAL(then + second, one.mtim);
    ANSWERS(SUCCESS, __wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    ANSWERS(SUCCESS, __wasi_fd_filestat_get(fd, &one));
    EQUAL(then, one.atim);
    EQUAL(1, one.mtim > then + second);
    ANSWERS(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_ATIM_NOW));
    ANSWERS(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_MTIM | __WASI_FSTFLAGS_MTIM_NOW));
    ANSWERS(SUCCESS, __wasi_path_filestat_set_times(ROOT, 1, "status", then, then, __WASI_FSTFLAGS_MTIM));
    ANSWERS(SUCCESS, __wasi_path_filestat_get(ROOT, 1, "status", &two));
    EQUAL(then, two.mtim);
    ANSWERS(INVAL, __wasi_path_filestat_set_times(ROOT, 1, "status", 0, 0, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_ATIM_NOW));
    ANSWERS(NOENT, __wasi_path_filestat_set_times(ROOT, 1, "nowhere", then, then, __WASI_FSTFLAGS_MTIM));
    ANSWERS(BADF, __wasi_fd_filestat_get(99, &one));
    ANSWERS(BADF, __wasi_fd_filestat_set_times(99, 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));

    // What has no name any more keeps its content until it is closed.
    fd = fileWith("going", "content");
    ANSWERS(SUCCESS, __wasi_path_unlink_file(ROOT, "going"));
    EQUAL(7, sizeOf(fd));
    ANSWERS(NOENT, __wasi_path_filestat_get(ROOT, 1, "going", &two));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

int main(void) {
    readAndWrite();
    seeks();
    positioned();
    appends();
    sizes();
    status();
    return summary("files");
}
