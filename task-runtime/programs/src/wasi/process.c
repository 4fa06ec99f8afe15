// args_*, environ_*, clock_*, random_get, sched_yield, proc_raise, sock_*. Run with the arguments "a" and "b c" and WORD=souk.
#include "expect.h"

static void strings(void) {
    __wasi_size_t count = 0, size = 0;
    ANSWERS(SUCCESS, __wasi_args_sizes_get(&count, &size));
    EQUAL(3, count);
    EQUAL(sizeof "task" + sizeof "a" + sizeof "b c", size);
    uint8_t *list[8] = {0}, text[256];
    memset(text, '#', sizeof text);
    ANSWERS(SUCCESS, __wasi_args_get(list, text));
    EQUAL(0, strcmp((char *)list[0], "task"));
    EQUAL(0, strcmp((char *)list[1], "a"));
    EQUAL(0, strcmp((char *)list[2], "b c"));
    EQUAL('#', text[size]);

    ANSWERS(SUCCESS, __wasi_environ_sizes_get(&count, &size));
    EQUAL(1, count);
    EQUAL(sizeof "WORD=souk", size);
    ANSWERS(SUCCESS, __wasi_environ_get(list, text));
    EQUAL(0, strcmp((char *)list[0], "WORD=souk"));
}

static void clocks(void) {
    for (unsigned id = 0; id < 4; id++) {
        __wasi_timestamp_t resolution = 0, first = 0, second = 0;
        ANSWERS(SUCCESS, __wasi_clock_res_get(id, &resolution));
        EQUAL(1, resolution > 0);
        ANSWERS(SUCCESS, __wasi_clock_time_get(id, 1, &first));
        ANSWERS(SUCCESS, __wasi_clock_time_get(id, 1, &second));
        EQUAL(1, second >= first);
    }
    __wasi_timestamp_t time = 0;
    ANSWERS(INVAL, __wasi_clock_time_get((__wasi_clockid_t)77, 1, &time));
    ANSWERS(INVAL, __wasi_clock_res_get((__wasi_clockid_t)77, &time));
    ANSWERS(SUCCESS, __wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 1, &time));
    EQUAL(1, time > 1700000000ull * 1000000000);
}

static void randomness(void) {
    static uint8_t bytes[200000], more[1000];
    ANSWERS(SUCCESS, __wasi_random_get(bytes, sizeof bytes));
    int seen[256] = {0}, distinct = 0;
    for (size_t i = 0; i < sizeof bytes; i++) distinct += !seen[bytes[i]]++;
    EQUAL(256, distinct);
    ANSWERS(SUCCESS, __wasi_random_get(more, sizeof more));
    EQUAL(1, memcmp(bytes, more, sizeof more) != 0);
    ANSWERS(SUCCESS, __wasi_random_get(more, 0));
}

static void refused(void) {
    __wasi_fd_t accepted = 0;
    __wasi_size_t count = 0;
    __wasi_roflags_t flags = 0;
    uint8_t byte = 0;
    __wasi_iovec_t in = {&byte, 1};
    __wasi_ciovec_t out = {&byte, 1};
    EQUAL(1, __wasi_sock_accept(ROOT, 0, &accepted) != 0);
    EQUAL(1, __wasi_sock_recv(ROOT, &in, 1, 0, &count, &flags) != 0);
    EQUAL(1, __wasi_sock_send(ROOT, &out, 1, 0, &count) != 0);
    EQUAL(1, __wasi_sock_shutdown(ROOT, __WASI_SDFLAGS_RD) != 0);
    ANSWERS(BADF, __wasi_sock_accept(99, 0, &accepted));
    ANSWERS(BADF, __wasi_sock_recv(99, &in, 1, 0, &count, &flags));
    ANSWERS(BADF, __wasi_sock_send(99, &out, 1, 0, &count));
    ANSWERS(BADF, __wasi_sock_shutdown(99, __WASI_SDFLAGS_RD));
}

__attribute__((import_module("wasi_snapshot_preview1"), import_name("proc_raise"))) int proc_raise(int signal);

int main(int argc, char **argv) {
    strings();
    clocks();
    randomness();
    ANSWERS(SUCCESS, __wasi_sched_yield());
    refused();
    if (argc > 3) ANSWERS(NOTSUP, proc_raise(0));
    return summary("process");
}
