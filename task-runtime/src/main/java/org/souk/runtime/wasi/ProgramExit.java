package org.souk.runtime.wasi;

/** Thrown through the program when it calls {@code proc_exit}. */
public final class ProgramExit extends RuntimeException {

    private final int code;

    ProgramExit(int code) {
        super("exit " + code, null, false, false);
        this.code = code;
    }

    /** The program's exit code. */
    public int code() {
        return code;
    }
}
