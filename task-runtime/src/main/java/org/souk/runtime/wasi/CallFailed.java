package org.souk.runtime.wasi;

/** A system call that answers an error number. It is an everyday answer, so it carries no stack trace. */
final class CallFailed extends Exception {

    private final Errno errno;

    CallFailed(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
