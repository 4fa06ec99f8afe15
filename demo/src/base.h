/*
 * What every program of the demo needs: failing with a clear message, memory that is never silently short, and
 * whole files in memory.
 *
 * All arithmetic in these programs is integer or one of + - * / sqrt, which IEEE 754 defines to the last bit. No sin, exp
 * or pow: C libraries differ in them, and the same task must give the same bytes on every machine.
 */
#ifndef SOUK_DEMO_BASE_H
#define SOUK_DEMO_BASE_H

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A Java virtual machine does not optimize very long methods, so an optimizer that merges a whole program into one
   function makes it slow there. Functions of weight are therefore kept apart. */
#define OUTLINED static __attribute__((noinline, unused))

enum { EXIT_OK = 0, EXIT_CANNOT_WRITE = 1, EXIT_BAD_INPUT = 2 };

/* The largest input, after decompression, that is taken into memory. */
#define LARGEST_INPUT ((size_t)64 << 20)

typedef struct {
    uint8_t *data;
    size_t size;
    size_t room;
} Buffer;

__attribute__((noreturn, format(printf, 2, 3))) OUTLINED void fail(int exit_code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fflush(stdout);
    fputs("error: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(exit_code);
}

OUTLINED void *resized(void *block, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        fail(EXIT_BAD_INPUT, "the input needs more memory than can be addressed");
    }
    void *grown = realloc(block, count * size > 0 ? count * size : 1);
    if (grown == NULL) {
        fail(EXIT_BAD_INPUT, "out of memory: %zu more bytes were refused", count * size);
    }
    return grown;
}

OUTLINED void *zeroed(size_t count, size_t size) {
    void *block = resized(NULL, count, size);
    memset(block, 0, count * size);
    return block;
}

OUTLINED void reserve(Buffer *buffer, size_t extra) {
    if (buffer->room - buffer->size >= extra) {
        return;
    }
    size_t room = buffer->room < 4096 ? 4096 : buffer->room;
    while (room - buffer->size < extra) {
        room *= 2;
    }
    buffer->data = resized(buffer->data, room, 1);
    buffer->room = room;
}

static inline void append_byte(Buffer *buffer, uint8_t byte) {
    if (buffer->size == buffer->room) {
        reserve(buffer, 1);
    }
    buffer->data[buffer->size++] = byte;
}

OUTLINED void append(Buffer *buffer, const void *data, size_t size) {
    if (size == 0) {
        return; /* memcpy must not be given the null pointer of an empty buffer, not even for nothing */
    }
    reserve(buffer, size);
    memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
}

OUTLINED Buffer read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail(EXIT_BAD_INPUT, "%s: cannot be opened: %s", path, strerror(errno));
    }
    Buffer content = {0};
    size_t count;
    do {
        reserve(&content, 1 << 16);
        count = fread(content.data + content.size, 1, 1 << 16, file);
        content.size += count;
        if (content.size > LARGEST_INPUT) {
            fail(EXIT_BAD_INPUT, "%s: larger than %zu MiB", path, LARGEST_INPUT >> 20);
        }
    } while (count > 0);
    if (ferror(file)) {
        fail(EXIT_BAD_INPUT, "%s: cannot be read: %s", path, strerror(errno));
    }
    fclose(file);
    return content;
}

OUTLINED FILE *open_output(const char *path) {
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        fail(EXIT_CANNOT_WRITE, "%s: cannot be created: %s", path, strerror(errno));
    }
    return file;
}

/* A full disk shows up only here, so the result of closing counts as much as that of writing. */
OUTLINED void close_output(FILE *file, const char *path) {
    int broken = ferror(file);
    if (fclose(file) != 0 || broken) {
        fail(EXIT_CANNOT_WRITE, "%s: cannot be written completely", path);
    }
}

/* The value of option `name`, at argument *at, as a number within the given bounds; moves *at onto the value. */
OUTLINED double number_option(int argc, char **argv, int *at, double least, double most) {
    const char *name = argv[*at];
    if (*at + 1 >= argc) {
        fail(EXIT_BAD_INPUT, "%s: needs a value", name);
    }
    const char *text = argv[++*at];
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || !(value >= least && value <= most)) {
        fail(EXIT_BAD_INPUT, "%s: '%s' is not a number from %g to %g", name, text, least, most);
    }
    return value;
}

OUTLINED const char *text_option(int argc, char **argv, int *at) {
    if (*at + 1 >= argc) {
        fail(EXIT_BAD_INPUT, "%s: needs a value", argv[*at]);
    }
    return argv[++*at];
}

OUTLINED int ends_with(const char *text, const char *suffix) {
    size_t length = strlen(text), tail = strlen(suffix);
    return length >= tail && strcmp(text + length - tail, suffix) == 0;
}

/* A JSON string with its quotes; names come from the input, so they are not trusted to be harmless. */
OUTLINED void write_json_string(FILE *file, const char *text) {
    fputc('"', file);
    for (const unsigned char *c = (const unsigned char *)text; *c != 0; c++) {
        if (*c == '"' || *c == '\\') {
            fprintf(file, "\\%c", *c);
        } else if (*c < 0x20) {
            fprintf(file, "\\u%04x", *c);
        } else {
            fputc(*c, file);
        }
    }
    fputc('"', file);
}

#endif
