// Tries to leave its root and to exceed its quota in every way it knows; prints what each attempt answered.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void tell(const char *what, int failed) {
    printf("%s: %s\n", what, failed ? strerror(errno) : "done");
}

static void reading(const char *path) {
    char what[200];
    int fd = open(path, O_RDONLY);
    snprintf(what, sizeof what, "open %s", path);
    tell(what, fd < 0);
    if (fd >= 0) close(fd);
}

int main(int argc, char **argv) {
    reading("/../secret");
    reading("../secret");
    reading("/etc/passwd");
    reading("/a/../../secret");
    reading("/link");
    reading("/linkdir/secret");
    reading("/in/data.txt");
    tell("write read-only", open("/in/data.txt", O_WRONLY) < 0);
    tell("create read-only", open("/in/new.txt", O_WRONLY | O_CREAT, 0644) < 0);
    tell("unlink mount", unlink("/in/data.txt"));
    tell("rename mount", rename("/in", "/elsewhere"));
    tell("symlink", symlink("/etc/passwd", "/mine"));
    tell("hard link", link("/in/data.txt", "/mine"));
    tell("rename out", rename("/own.txt", "/../own.txt"));
    tell("mkdir", mkdir("/dir", 0755));
    tell("rename into itself", rename("/dir", "/dir/sub"));
    tell("rmdir", rmdir("/dir"));
    int fd = open("/big", O_RDWR | O_CREAT, 0644);
    tell("sparse", ftruncate(fd, 1 << 30));
    char block[4096];
    memset(block, 'x', sizeof block);
    long written = 0;
    for (ssize_t n; written < (1 << 20) && (n = write(fd, block, sizeof block)) > 0;) written += n;
    printf("wrote %ld: %s\n", written, strerror(errno));
    tell("unlink open", unlink("/big"));
    tell("quota is held", write(open("/more", O_RDWR | O_CREAT, 0644), block, 4096) < 0);
    close(fd);
    tell("quota is back", write(open("/more", O_RDWR | O_CREAT, 0644), block, 4096) < 0);
    int count = 0;
    while (open("/more", O_RDONLY) >= 0) count++;
    printf("opened %d: %s\n", count, strerror(errno));
    return 0;
}
