// poll_oneoff. Standard input is empty.
#include "expect.h"

static __wasi_timestamp_t now(__wasi_clockid_t clock) {
    __wasi_timestamp_t time = 0;
    return __wasi_clock_time_get(clock, 1, &time) ? 0 : time;
}

static __wasi_subscription_t timer(uint64_t name, __wasi_clockid_t clock, __wasi_timestamp_t nanos, int absolute) {
    __wasi_subscription_t s = {.userdata = name};
    s.u.tag = __WASI_EVENTTYPE_CLOCK;
    s.u.u.clock.id = clock;
    s.u.u.clock.timeout = nanos;
    s.u.u.clock.flags = absolute ? __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME : 0;
    return s;
}

static __wasi_subscription_t ready(uint64_t name, __wasi_eventtype_t kind, __wasi_fd_t fd) {
    __wasi_subscription_t s = {.userdata = name};
    s.u.tag = kind;
    s.u.u.fd_read.file_descriptor = fd;
    return s;
}

int main(void) {
    const __wasi_timestamp_t millis = 1000000;
    __wasi_event_t events[4];
    __wasi_size_t count = 0;
    __wasi_subscription_t one = timer(7, __WASI_CLOCKID_MONOTONIC, 20 * millis, 0);
    __wasi_timestamp_t began = now(__WASI_CLOCKID_MONOTONIC);
    ANSWERS(SUCCESS, __wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, count);
    EQUAL(7, events[0].userdata);
    EQUAL(0, events[0].error);
    EQUAL(__WASI_EVENTTYPE_CLOCK, events[0].type);
    EQUAL(1, now(__WASI_CLOCKID_MONOTONIC) - began >= 20 * millis);

    began = now(__WASI_CLOCKID_MONOTONIC);
    one = timer(8, __WASI_CLOCKID_MONOTONIC, began + 20 * millis, 1);
    ANSWERS(SUCCESS, __wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, now(__WASI_CLOCKID_MONOTONIC) - began >= 20 * millis);
    one = timer(9, __WASI_CLOCKID_REALTIME, now(__WASI_CLOCKID_REALTIME) + 20 * millis, 1);
    ANSWERS(SUCCESS, __wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, now(__WASI_CLOCKID_MONOTONIC) - began >= 39 * millis);
    one = timer(10, __WASI_CLOCKID_REALTIME, 1, 1); // long ago
    ANSWERS(SUCCESS, __wasi_poll_oneoff(&one, events, 1, &count));
    EQUAL(1, count);

    // The earlier of two.
    __wasi_subscription_t two[] = {timer(1, __WASI_CLOCKID_MONOTONIC, 3600000 * millis, 0),
                                   timer(2, __WASI_CLOCKID_MONOTONIC, 10 * millis, 0)};
    ANSWERS(SUCCESS, __wasi_poll_oneoff(two, events, 2, &count));
    EQUAL(1, count);
    EQUAL(2, events[0].userdata);

    // Files and outputs are ready; who waits for them and a timer does not wait for the timer.
    __wasi_fd_t fd = fileWith("polled", "x");
    __wasi_subscription_t mixed[] = {ready(3, __WASI_EVENTTYPE_FD_READ, fd), ready(4, __WASI_EVENTTYPE_FD_WRITE, 1),
                                     timer(5, __WASI_CLOCKID_MONOTONIC, 3600000 * millis, 0)};
    ANSWERS(SUCCESS, __wasi_poll_oneoff(mixed, events, 3, &count));
    EQUAL(1, count >= 1 && count <= 2);
    for (__wasi_size_t i = 0; i < count; i++) EQUAL(1, events[i].userdata == 3 || events[i].userdata == 4);

    // What is no descriptor is told as an event.
    mixed[0] = ready(6, __WASI_EVENTTYPE_FD_READ, 99);
    ANSWERS(SUCCESS, __wasi_poll_oneoff(mixed, events, 1, &count));
    EQUAL(1, count);
    EQUAL(__WASI_ERRNO_BADF, events[0].error);

    ANSWERS(INVAL, __wasi_poll_oneoff(mixed, events, 0, &count));
    return summary("poll");
}
