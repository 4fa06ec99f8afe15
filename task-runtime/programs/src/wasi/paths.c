// path_open, path_filestat_get, path_link, path_symlink, path_readlink, and where paths may lead.
#include "expect.h"

static void opening(void) {
    __wasi_fd_t fd = 0, folder = 0;
    __wasi_size_t count = 0;
    ANSWERS(NOENT, openAt(ROOT, "missing", 0, READING, 0, &fd));
    ANSWERS(SUCCESS, openAt(ROOT, "made", __WASI_OFLAGS_CREAT | __WASI_OFLAGS_EXCL, READING | WRITING, 0, &fd));
    ANSWERS(SUCCESS, writeText(fd, "content", &count));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(EXIST, openAt(ROOT, "made", __WASI_OFLAGS_CREAT | __WASI_OFLAGS_EXCL, READING, 0, &fd));
    ANSWERS(SUCCESS, openAt(ROOT, "made", __WASI_OFLAGS_CREAT, READING, 0, &fd));
    EQUAL(7, sizeOf(fd));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(NOTDIR, openAt(ROOT, "made", __WASI_OFLAGS_DIRECTORY, READING, 0, &fd));
    ANSWERS(NOTDIR, openAt(ROOT, "made/", 0, READING, 0, &fd));
    ANSWERS(NOTDIR, openAt(ROOT, "made/x", __WASI_OFLAGS_CREAT, READING, 0, &fd));
    ANSWERS(INVAL, openAt(ROOT, "new", __WASI_OFLAGS_CREAT | __WASI_OFLAGS_DIRECTORY, READING, 0, &fd));
    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "folder"));
    ANSWERS(ISDIR, openAt(ROOT, "folder", __WASI_OFLAGS_CREAT, READING | WRITING, 0, &fd));
    ANSWERS(SUCCESS, openAt(ROOT, "folder", __WASI_OFLAGS_DIRECTORY, READING, 0, &folder));
    ANSWERS(SUCCESS, openAt(folder, "deep", __WASI_OFLAGS_CREAT, WRITING, 0, &fd));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    __wasi_filestat_t status;
    ANSWERS(SUCCESS, __wasi_path_filestat_get(ROOT, 1, "folder/deep", &status));
    ANSWERS(NOENT, openAt(ROOT, "", 0, READING, 0, &fd));
    ANSWERS(BADF, openAt(99, "made", 0, READING, 0, &fd));
    ANSWERS(SUCCESS, openAt(ROOT, "made", 0, READING, 0, &fd));
    ANSWERS(NOTDIR, openAt(fd, "made", 0, READING, 0, &folder));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    // A descriptor for a folder that was removed leads to nothing, and a new folder of its name is not it.
    ANSWERS(SUCCESS, __wasi_path_unlink_file(ROOT, "folder/deep"));
    ANSWERS(SUCCESS, openAt(ROOT, "folder", __WASI_OFLAGS_DIRECTORY, READING, 0, &folder));
    ANSWERS(SUCCESS, __wasi_path_remove_directory(ROOT, "folder"));
    EQUAL(1, openAt(folder, "deep", __WASI_OFLAGS_CREAT, WRITING, 0, &fd) != 0);
    ANSWERS(SUCCESS, __wasi_fd_close(folder));
    static char longName[400];
    memset(longName, 'n', sizeof longName - 1);
    ANSWERS(NAMETOOLONG, openAt(ROOT, longName, __WASI_OFLAGS_CREAT, WRITING, 0, &fd));
    ANSWERS(ILSEQ, openAt(ROOT, "\xff\xfe", __WASI_OFLAGS_CREAT, WRITING, 0, &fd));
}

static void leaving(void) {
    __wasi_fd_t fd = 0;
    __wasi_filestat_t status;
    const char *outside[] = {"..", "../x", "/", "/x", "made/../../x", "./../x", "a/../../..", "../made", NULL};
    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "a"));
    for (const char **path = outside; *path; path++) {
        EQUAL(1, openAt(ROOT, *path, 0, READING, 0, &fd) != 0);
        EQUAL(1, __wasi_path_filestat_get(ROOT, 1, *path, &status) != 0);
        EQUAL(1, __wasi_path_create_directory(ROOT, *path) != 0);
        EQUAL(1, __wasi_path_unlink_file(ROOT, *path) != 0);
        EQUAL(1, __wasi_path_remove_directory(ROOT, *path) != 0);
        EQUAL(1, __wasi_path_rename(ROOT, "made", ROOT, *path) != 0);
    }
    ANSWERS(SUCCESS, openAt(ROOT, "./a/.././/made", 0, READING, 0, &fd));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(SUCCESS, openAt(ROOT, "a/..", __WASI_OFLAGS_DIRECTORY, READING, 0, &fd));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
}

// Souk makes no links; node.js, where this is tried too, does.
static void links(void) {
    __wasi_filestat_t status;
    ANSWERS(NOTSUP, __wasi_path_link(ROOT, 0, "made", ROOT, "hard"));
    ANSWERS(NOTSUP, __wasi_path_symlink("made", ROOT, "soft"));
    EQUAL(1, __wasi_path_symlink("../../etc/passwd", ROOT, "soft") != 0);
    EQUAL(1, __wasi_path_filestat_get(ROOT, 0, "soft", &status) != 0);
    uint8_t target[64];
    __wasi_size_t used = 0;
    ANSWERS(INVAL, __wasi_path_readlink(ROOT, "made", target, sizeof target, &used));
    ANSWERS(NOENT, __wasi_path_readlink(ROOT, "missing", target, sizeof target, &used));
}

int main(void) {
    opening();
    leaving();
    links();
    return summary("paths");
}
