package org.souk.lab.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        /**
         * The module that is run.
         *
         * @param prisoner the committed program
         * @param made where a module can be written that is made for the attempt
         */
        Path module(Path prisoner, Path made) throws IOException;

        /** @param secret a file of the host that no task may read */
        List<String> arguments(Path secret);

        /** The committed program, which does what its first argument names. */
        record Prisoner(String attempt) implements Program {
            @Override
            public Path module(Path prisoner, Path made) {
                return prisoner;
            }

            @Override
            public List<String> arguments(Path secret) {
                return List.of(attempt, secret.toAbsolutePath().toString());
            }
        }

        /** A module that is itself the attempt. */
        record Bomb(byte[] bytes) implements Program {
            @Override
            public Path module(Path prisoner, Path made) throws IOException {
                return Files.write(made, bytes);
            }

            @Override
            public List<String> arguments(Path secret) {
                return List.of();
            }
        }
    }

    /** Work of the host in a task's folder. */
    interface Preparation {
        Preparation NONE = (root, cell) -> {};

        void in(Path root, Path cell) throws IOException;
    }
}
