// fd_close, fd_renumber, fd_fdstat_get, fd_fdstat_set_flags, fd_fdstat_set_rights, fd_prestat_get, fd_prestat_dir_name,
// the standard streams, and what the calls on files answer for a folder. Standard input is "input\n".
#include "expect.h"

static void preopens(void) {
    __wasi_prestat_t status;
    ANSWERS(SUCCESS, __wasi_fd_prestat_get(ROOT, &status));
    EQUAL(__WASI_PREOPENTYPE_DIR, status.tag);
    EQUAL(1, status.u.dir.pr_name_len);
    uint8_t name[8] = "##";
    ANSWERS(SUCCESS, __wasi_fd_prestat_dir_name(ROOT, name, 1));
    EQUAL('/', name[0]);
    EQUAL('#', name[1]);
    ANSWERS(NAMETOOLONG, __wasi_fd_prestat_dir_name(ROOT, name, 0));
    ANSWERS(BADF, __wasi_fd_prestat_get(99, &status));
    EQUAL(1, __wasi_fd_prestat_get(1, &status) != 0);
    __wasi_fd_t fd = fileWith("plain", "");
    EQUAL(1, __wasi_fd_prestat_get(fd, &status) != 0);
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

static void numbers(void) {
    __wasi_fd_t one = fileWith("one", "1"), two = fileWith("two", "22"), again = 0;
    EQUAL(1, one != two);
    ANSWERS(SUCCESS, __wasi_fd_close(one));
    ANSWERS(BADF, __wasi_fd_close(one));
    ANSWERS(SUCCESS, openAt(ROOT, "one", 0, READING, 0, &again));
    EQUAL(one, again); // the lowest number that is free
    ANSWERS(SUCCESS, __wasi_fd_renumber(two, again));
    EQUAL(2, sizeOf(again));
    ANSWERS(BADF, __wasi_fd_close(two));
    ANSWERS(BADF, __wasi_fd_renumber(99, again));
    ANSWERS(BADF, __wasi_fd_renumber(again, 99));
    ANSWERS(SUCCESS, __wasi_fd_renumber(again, again));
    EQUAL(2, sizeOf(again));
    ANSWERS(SUCCESS, __wasi_fd_close(again));
    ANSWERS(BADF, __wasi_fd_close(99));
    ANSWERS(BADF, __wasi_fd_close((__wasi_fd_t)-1));
}

static void statuses(void) {
    __wasi_fdstat_t status;
    __wasi_fd_t fd = fileWith("status", "x");
    ANSWERS(SUCCESS, __wasi_fd_fdstat_get(fd, &status));
    EQUAL(__WASI_FILETYPE_REGULAR_FILE, status.fs_filetype);
    EQUAL(0, status.fs_flags);
    EQUAL(1, (status.fs_rights_base & __WASI_RIGHTS_FD_WRITE) != 0);
    ANSWERS(SUCCESS, __wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_APPEND));
    ANSWERS(SUCCESS, __wasi_fd_fdstat_get(fd, &status));
    EQUAL(__WASI_FDFLAGS_APPEND, status.fs_flags);
    ANSWERS(BADF, __wasi_fd_fdstat_get(99, &status));
    ANSWERS(BADF, __wasi_fd_fdstat_set_flags(99, 0));
    ANSWERS(BADF, __wasi_fd_fdstat_set_rights(99, 0, 0));

    // Rights can be given up and are never given back.
    __wasi_size_t count = 0;
    ANSWERS(SUCCESS, __wasi_fd_fdstat_set_rights(fd, READING, 0));
    ANSWERS(SUCCESS, __wasi_fd_fdstat_get(fd, &status));
    EQUAL(0, status.fs_rights_base & __WASI_RIGHTS_FD_WRITE);
    EQUAL(1, writeText(fd, "x", &count) != 0);
    ANSWERS(NOTCAPABLE, __wasi_fd_fdstat_set_rights(fd, READING | WRITING, 0));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));

    ANSWERS(SUCCESS, __wasi_fd_fdstat_get(ROOT, &status));
    EQUAL(__WASI_FILETYPE_DIRECTORY, status.fs_filetype);
    EQUAL(1, (status.fs_rights_base & __WASI_RIGHTS_PATH_OPEN) != 0);
}

static void folders(void) {
    __wasi_size_t count = 0;
    __wasi_filesize_t at = 0;
    char text[8];
    __wasi_iovec_t in = {(uint8_t *)text, 1};
    __wasi_ciovec_t out = {(const uint8_t *)"x", 1};
    EQUAL(1, readText(ROOT, text, 1, &count) != 0);
    EQUAL(1, writeText(ROOT, "x", &count) != 0);
    EQUAL(1, __wasi_fd_pread(ROOT, &in, 1, 0, &count) != 0);
    EQUAL(1, __wasi_fd_pwrite(ROOT, &out, 1, 0, &count) != 0);
    EQUAL(1, __wasi_fd_seek(ROOT, 0, __WASI_WHENCE_SET, &at) != 0);
    EQUAL(1, __wasi_fd_tell(ROOT, &at) != 0);
    EQUAL(1, __wasi_fd_allocate(ROOT, 0, 1) != 0);
    EQUAL(1, __wasi_fd_filestat_set_size(ROOT, 0) != 0);
    __wasi_filestat_t status;
    ANSWERS(SUCCESS, __wasi_fd_filestat_get(ROOT, &status));
    EQUAL(__WASI_FILETYPE_DIRECTORY, status.filetype);
}

static void streams(void) {
    __wasi_fdstat_t status;
    __wasi_filestat_t file;
    __wasi_filesize_t at = 0;
    __wasi_size_t count = 0;
    char text[32];
    for (__wasi_fd_t fd = 0; fd < 3; fd++) {
        ANSWERS(SUCCESS, __wasi_fd_fdstat_get(fd, &status));
        EQUAL(1, status.fs_filetype != __WASI_FILETYPE_DIRECTORY);
        ANSWERS(SUCCESS, __wasi_fd_filestat_get(fd, &file));
    }
    EQUAL(1, __wasi_fd_seek(0, 0, __WASI_WHENCE_CUR, &at) != 0);
    EQUAL(1, writeText(0, "x", &count) != 0);
    ANSWERS(SUCCESS, readText(0, text, 3, &count));
    EQUAL(0, memcmp(text, "inp", 3));
    ANSWERS(SUCCESS, readText(0, text, 30, &count));
    EQUAL(0, strcmp(text, "ut\n"));
    ANSWERS(SUCCESS, readText(0, text, 30, &count));
    EQUAL(0, count);
    EQUAL(1, readText(2, text, 1, &count) != 0);
    ANSWERS(SUCCESS, __wasi_fd_close(0));
    ANSWERS(BADF, readText(0, text, 1, &count));
}

int main(void) {
    preopens();
    numbers();
    statuses();
    folders();
    streams();
    return summary("descriptors");
}
