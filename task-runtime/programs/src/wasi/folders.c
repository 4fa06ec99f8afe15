// path_create_directory, path_remove_directory, path_rename, path_unlink_file, fd_readdir.
#include "expect.h"

static int listed[300];

// Reads a folder with a buffer so large, counts its names; those of the form nNUMBER are marked.
static int list(__wasi_fd_t folder, uint32_t room, int *dots) {
    static uint8_t buffer[4096];
    __wasi_dircookie_t cookie = 0;
    int names = 0;
    *dots = 0;
    memset(listed, 0, sizeof listed);
    for (;;) {
        __wasi_size_t used = 0;
        if (__wasi_fd_readdir(folder, buffer, room, cookie, &used)) return -1;
        uint32_t at = 0;
        int whole = 0;
        while (at + sizeof(__wasi_dirent_t) <= used) {
            __wasi_dirent_t entry;
            memcpy(&entry, buffer + at, sizeof entry);
            if (at + sizeof entry + entry.d_namlen > used) break;
            const char *name = (const char *)buffer + at + sizeof entry;
            char copy[64] = "";
            memcpy(copy, name, entry.d_namlen < 63 ? entry.d_namlen : 63);
            if (!strcmp(copy, ".") || !strcmp(copy, "..")) ++*dots;
            else names++;
            if (copy[0] == 'n' && atoi(copy + 1) < 300) listed[atoi(copy + 1)]++;
            cookie = entry.d_next;
            at += sizeof entry + entry.d_namlen;
            whole++;
        }
        if (used < room) return names;
        if (!whole) return -2;
    }
}

static void listing(void) {
    __wasi_fd_t folder = 0;
    int dots = 0;
    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "many"));
    ANSWERS(SUCCESS, openAt(ROOT, "many", __WASI_OFLAGS_DIRECTORY, READING, 0, &folder));
    EQUAL(0, list(folder, 4096, &dots));
    EQUAL(2, dots);
    for (int i = 0; i < 300; i++) {
        char name[32];
        __wasi_fd_t fd = 0;
        snprintf(name, sizeof name, "many/n%d", i);
        ANSWERS(SUCCESS, openAt(ROOT, name, __WASI_OFLAGS_CREAT, WRITING, 0, &fd));
        ANSWERS(SUCCESS, __wasi_fd_close(fd));
    }
    uint32_t rooms[] = {4096, 100, 33};
    for (int i = 0; i < 3; i++) {
        EQUAL(300, list(folder, rooms[i], &dots));
        int once = 0;
        for (int k = 0; k < 300; k++) once += listed[k] == 1;
        EQUAL(300, once);
    }
    __wasi_size_t used = 0;
    uint8_t buffer[64];
    ANSWERS(SUCCESS, __wasi_fd_readdir(folder, buffer, 10, 0, &used));
    EQUAL(10, used);
    ANSWERS(BADF, __wasi_fd_readdir(99, buffer, 64, 0, &used));
    __wasi_fd_t file = fileWith("nofolder", "");
    EQUAL(1, __wasi_fd_readdir(file, buffer, 64, 0, &used) != 0);
    ANSWERS(SUCCESS, __wasi_fd_close(file));
    ANSWERS(NOTEMPTY, __wasi_path_remove_directory(ROOT, "many"));
    for (int i = 0; i < 300; i++) {
        char name[32];
        snprintf(name, sizeof name, "n%d", i);
        ANSWERS(SUCCESS, __wasi_path_unlink_file(folder, name));
    }
    ANSWERS(SUCCESS, __wasi_fd_close(folder));
    ANSWERS(SUCCESS, __wasi_path_remove_directory(ROOT, "many"));
}

static void making(void) {
    __wasi_filestat_t status;
    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "a"));
    ANSWERS(EXIST, __wasi_path_create_directory(ROOT, "a"));
    ANSWERS(NOENT, __wasi_path_create_directory(ROOT, "b/c"));
    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "a/b/"));
    ANSWERS(SUCCESS, __wasi_path_filestat_get(ROOT, 1, "a/b", &status));
    EQUAL(__WASI_FILETYPE_DIRECTORY, status.filetype);
    ANSWERS(SUCCESS, __wasi_path_filestat_get(ROOT, 1, "a/./b/../b", &status));
    __wasi_fd_t file = fileWith("a/file", "x");
    ANSWERS(SUCCESS, __wasi_fd_close(file));
    ANSWERS(NOTDIR, __wasi_path_create_directory(ROOT, "a/file/c"));
    ANSWERS(EXIST, __wasi_path_create_directory(ROOT, "a/file"));
    ANSWERS(NOTDIR, __wasi_path_remove_directory(ROOT, "a/file"));
    ANSWERS(NOENT, __wasi_path_remove_directory(ROOT, "nowhere"));
    EQUAL(1, __wasi_path_unlink_file(ROOT, "a/b") != 0);
    EQUAL(1, __wasi_path_unlink_file(ROOT, "a/b/") != 0);
    EQUAL(1, __wasi_path_unlink_file(ROOT, "a/file/") != 0);
    ANSWERS(NOENT, __wasi_path_unlink_file(ROOT, "nowhere"));
    ANSWERS(SUCCESS, __wasi_path_remove_directory(ROOT, "a/b/"));
    ANSWERS(SUCCESS, __wasi_path_unlink_file(ROOT, "a/file"));
    ANSWERS(SUCCESS, __wasi_path_remove_directory(ROOT, "a"));
    EQUAL(1, __wasi_path_remove_directory(ROOT, ".") != 0);
}

static int exists(const char *path) {
    __wasi_filestat_t status;
    return __wasi_path_filestat_get(ROOT, 1, path, &status) == 0;
}

static void renaming(void) {
    __wasi_fd_t fd = fileWith("old", "old"), other = fileWith("other", "other!");
    ANSWERS(SUCCESS, __wasi_path_rename(ROOT, "old", ROOT, "new"));
    EQUAL(0, exists("old"));
    EQUAL(1, exists("new"));
    EQUAL(3, sizeOf(fd));
    // What is replaced stays readable for who has it open.
    ANSWERS(SUCCESS, __wasi_path_rename(ROOT, "new", ROOT, "other"));
    EQUAL(6, sizeOf(other));
    EQUAL(3, sizeOf(fd));
    ANSWERS(SUCCESS, __wasi_path_rename(ROOT, "other", ROOT, "other"));
    ANSWERS(NOENT, __wasi_path_rename(ROOT, "nowhere", ROOT, "there"));
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    ANSWERS(SUCCESS, __wasi_fd_close(other));

    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "x"));
    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "y"));
    ANSWERS(SUCCESS, __wasi_path_rename(ROOT, "x", ROOT, "y")); // over an empty folder
    EQUAL(0, exists("x"));
    ANSWERS(SUCCESS, __wasi_path_create_directory(ROOT, "x"));
    ANSWERS(SUCCESS, __wasi_fd_close(fileWith("y/in", "")));
    ANSWERS(NOTEMPTY, __wasi_path_rename(ROOT, "x", ROOT, "y"));
    ANSWERS(ISDIR, __wasi_path_rename(ROOT, "other", ROOT, "x"));
    ANSWERS(NOTDIR, __wasi_path_rename(ROOT, "x", ROOT, "other"));
    ANSWERS(INVAL, __wasi_path_rename(ROOT, "y", ROOT, "y/deeper"));
    ANSWERS(NOTDIR, __wasi_path_rename(ROOT, "other", ROOT, "there/"));
    // An open file goes with its folder.
    ANSWERS(SUCCESS, openAt(ROOT, "y/in", 0, READING | WRITING, 0, &fd));
    ANSWERS(SUCCESS, __wasi_path_rename(ROOT, "y", ROOT, "z"));
    __wasi_size_t count = 0;
    ANSWERS(SUCCESS, writeText(fd, "moved", &count));
    __wasi_filestat_t status;
    ANSWERS(SUCCESS, __wasi_path_filestat_get(ROOT, 1, "z/in", &status));
    EQUAL(5, status.size);
    ANSWERS(SUCCESS, __wasi_fd_close(fd));
    // Between two descriptors.
    __wasi_fd_t x = 0, z = 0;
    ANSWERS(SUCCESS, openAt(ROOT, "x", __WASI_OFLAGS_DIRECTORY, READING, 0, &x));
    ANSWERS(SUCCESS, openAt(ROOT, "z", __WASI_OFLAGS_DIRECTORY, READING, 0, &z));
    ANSWERS(SUCCESS, __wasi_path_rename(z, "in", x, "out"));
    EQUAL(1, exists("x/out"));
    ANSWERS(BADF, __wasi_path_rename(99, "in", x, "out"));
    ANSWERS(SUCCESS, __wasi_fd_close(x));
    ANSWERS(SUCCESS, __wasi_fd_close(z));
    ANSWERS(SUCCESS, __wasi_path_unlink_file(ROOT, "x/out"));
    ANSWERS(SUCCESS, __wasi_path_remove_directory(ROOT, "x"));
    ANSWERS(SUCCESS, __wasi_path_remove_directory(ROOT, "z"));
    ANSWERS(SUCCESS, __wasi_path_unlink_file(ROOT, "other"));
}

int main(void) {
    listing();
    making();
    renaming();
    return summary("folders");
}
