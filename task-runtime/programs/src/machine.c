// An interpreter for a small stack machine; every instruction is a function in a table. Programs that fail must say why.
// Shows: function tables (call_indirect), error paths by return codes, 64-bit arithmetic.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { PUSH, ADD, SUB, MUL, DIV, DUP, SWAP, OVER, JUMP, JUMPIF, PRINT, DROP, STOP, OPERATIONS };
enum { DEPTH = 64 };

struct machine {
    const int64_t *code;
    int64_t stack[DEPTH];
    int depth, at, length;
    long executed;
};

typedef const char *operation(struct machine *m); // NULL when it went well

static const char *push(struct machine *m, int64_t value) {
    if (m->depth == DEPTH) return "stack overflow";
    m->stack[m->depth++] = value;
    return NULL;
}

static const char *need(struct machine *m, int count) { return m->depth < count ? "stack underflow" : NULL; }

#define BINARY(name, check, expression)                           \
    static const char *name(struct machine *m) {                  \
        const char *problem = need(m, 2);                         \
        if (problem) return problem;                              \
        int64_t b = m->stack[m->depth - 1], a = m->stack[m->depth - 2]; \
        if (check) return "division by zero";                     \
        m->depth--;                                               \
        m->stack[m->depth - 1] = (int64_t)(expression);           \
        return NULL;                                              \
    }

BINARY(add, 0, (uint64_t)a + (uint64_t)b)
BINARY(sub, 0, (uint64_t)a - (uint64_t)b)
BINARY(mul, 0, (uint64_t)a *(uint64_t)b)
BINARY(divide, b == 0 || (a == INT64_MIN && b == -1), a / b)

static const char *literal(struct machine *m) {
    if (m->at >= m->length) return "code ends in an instruction";
    return push(m, m->code[m->at++]);
}

static const char *dup(struct machine *m) {
    const char *problem = need(m, 1);
    return problem ? problem : push(m, m->stack[m->depth - 1]);
}

static const char *over(struct machine *m) {
    const char *problem = need(m, 2);
    return problem ? problem : push(m, m->stack[m->depth - 2]);
}

static const char *swap(struct machine *m) {
    const char *problem = need(m, 2);
    if (problem) return problem;
    int64_t top = m->stack[m->depth - 1];
    m->stack[m->depth - 1] = m->stack[m->depth - 2];
    m->stack[m->depth - 2] = top;
    return NULL;
}

static const char *drop(struct machine *m) {
    const char *problem = need(m, 1);
    if (!problem) m->depth--;
    return problem;
}

static const char *jump(struct machine *m) {
    if (m->at >= m->length) return "code ends in an instruction";
    int64_t target = m->code[m->at];
    if (target < 0 || target >= m->length) return "jump out of the code";
    m->at = (int)target;
    return NULL;
}

static const char *jumpIf(struct machine *m) {
    const char *problem = drop(m);
    if (problem) return problem;
    if (m->stack[m->depth]) return jump(m);
    m->at++;
    return NULL;
}

static const char *print(struct machine *m) {
    const char *problem = drop(m);
    if (!problem) printf("%lld\n", (long long)m->stack[m->depth]);
    return problem;
}

static const char *stop(struct machine *m) {
    m->at = m->length;
    return NULL;
}

static operation *const operations[OPERATIONS] = {literal, add,  sub,    mul,   divide, dup, swap,
                                                  over,    jump, jumpIf, print, drop,   stop};

static void run(const char *name, const int64_t *code, int length) {
    struct machine m = {.code = code, .length = length};
    const char *problem = NULL;
    while (!problem && m.at < m.length) {
        int64_t operation = m.code[m.at++];
        m.executed++;
        problem = operation < 0 || operation >= OPERATIONS ? "no such instruction" : operations[operation](&m);
    }
    printf("%s: %s after %ld instructions\n", name, problem ? problem : "done", m.executed);
}

#define RUN(name, ...)                                            \
    do {                                                          \
        const int64_t code[] = {__VA_ARGS__};                     \
        run(name, code, sizeof code / sizeof *code);              \
    } while (0)

int main(int argc, char **argv) {
    int64_t rounds = argc > 1 ? atoll(argv[1]) : 1000;
    // sum = sum * 31 + n, for n from rounds down to 1
    RUN("hash", PUSH, 7, PUSH, rounds,                         // sum n
        SWAP, PUSH, 31, MUL, OVER, ADD, SWAP,                  // 4: sum*31+n n
        PUSH, 1, SUB, DUP, JUMPIF, 4, DROP, PRINT, STOP);
    RUN("halves", PUSH, 1000, DUP, PRINT, PUSH, 2, DIV, DUP, JUMPIF, 2, STOP);
    RUN("underflow", PUSH, 1, ADD);
    RUN("overflow", PUSH, 1, JUMP, 0);
    RUN("zero", PUSH, 1, PUSH, 0, DIV);
    RUN("wild", PUSH, 5, JUMP, 99);
    RUN("unknown", PUSH, 5, 77);
    return 0;
}
