/*
 * hello [--exit CODE] [--write PATH] [WORD...]
 *
 * Says what it was given: arguments, environment, standard input. For tests of whatever runs it. --write puts the same
 * text into a file; the exit code is the one asked for, 0 to 125.
 */
#include "base.h"

extern char **environ;

static void tell(FILE *to, int argc, char **argv, const Buffer *input) {
    for (int i = 1; i < argc; i++) {
        fprintf(to, "arg %d: %s\n", i, argv[i]);
    }
    for (char **entry = environ; *entry != NULL; entry++) {
        fprintf(to, "env: %s\n", *entry);
    }
    fprintf(to, "stdin: %zu bytes\n", input->size);
    fwrite(input->data, 1, input->size, to);
}

int main(int argc, char **argv) {
    int code = 0;
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--exit") == 0) {
            code = (int)number_option(argc, argv, &i, 0, 125);
        } else if (strcmp(argv[i], "--write") == 0) {
            path = text_option(argc, argv, &i);
        }
    }
    Buffer input = {0};
    for (int c = getchar(); c != EOF; c = getchar()) {
        append_byte(&input, (uint8_t)c);
    }
    tell(stdout, argc, argv, &input);
    if (path != NULL) {
        FILE *file = open_output(path);
        tell(file, argc, argv, &input);
        close_output(file, path);
    }
    fprintf(stderr, "hello: exit code %d\n", code);
    return code;
}
