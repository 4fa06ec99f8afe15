package org.souk.lab.escape;

import java.io.IOException;
import java.nio.file.Path;
import org.souk.runtime.RunLimits;

/**
 * One thing that a hostile task tries.
 *
 * @param name short, unique
 * @param tried what it does, in a sentence for people
 * @param program what is run
 * @param limits what it may use
 * @param preparation what the host does in the task's folder before
 */
record Attempt(String name, String tried, Program program, RunLimits limits, Preparation preparation) {

    /** Where the module comes from. */
    sealed interface Program {
        /** The committed program, which does what its first argument names. */
        record Prisoner(String attempt) implements Program {}

        /** A module that is itself the attempt. */
        record Bomb(byte[] bytes) implements Program {}
    }

    /** Work of the host in a task's folder. */
    interface Preparation {
        Preparation NONE = (root, cell) -> {};

        void in(Path root, Path cell) throws IOException;
    }
}
