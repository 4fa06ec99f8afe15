package org.souk.runtime;

/** How a run came to its end. */
public enum Ending {
    /** The program returned or called {@code proc_exit}; the outcome has its exit code. */
    EXITED,
    /** The program did what WebAssembly forbids, such as a division by zero or an access outside its memory. */
    TRAPPED,
    /** The fuel limit was reached. */
    FUEL_EXHAUSTED,
    /** The wall-clock limit was reached. */
    WALL_LIMIT,
    /** The worker's heap could not hold the task, although its memory limit was not reached. */
    MEMORY_LIMIT,
    /** The task wrote more to standard output or standard error than it may. */
    OUTPUT_LIMIT,
    /** {@link org.souk.runtime.worker.WorkerProcess#cancel} was called. */
    CANCELLED,
    /** The module was refused; the outcome says why. */
    INVALID_MODULE,
    /** The snapshot was refused, or the program could not go on from it; the outcome says why. */
    INVALID_SNAPSHOT,
    /** This machine failed: a file that the request names could not be opened, its disk is full. */
    HOST_ERROR,
    /** The worker process died or was killed. The fuel is what it last reported. */
    WORKER_LOST
}
