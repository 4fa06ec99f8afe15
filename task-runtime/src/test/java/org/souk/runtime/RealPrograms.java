package org.souk.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs in {@code task-runtime/programs}, each with the case that its {@code cases} file names. */
public final class RealPrograms {

    private static final Path FOLDER = Path.of("programs").toAbsolutePath();
    private static final long LARGE_BYTES = 1 << 20;

    /**
     * What is run and what it must answer.
     *
     * @param name the program's
     * @param exitCode what it ends with
     * @param stdin what it reads, empty for nothing
     * @param arguments after its name
     */
    public record Case(String name, int exitCode, Optional<Path> stdin, List<String> arguments) {

        public Path module() {
            return FOLDER.resolve("bin").resolve(name + ".wasm");
        }

        /** Whether a compiler such as Go's has put its whole runtime into it. */
        private boolean isLarge() {
            return module().toFile().length() > LARGE_BYTES;
        }

        /** What it must have written to standard output, as another runner saw it. */
        public String expected() {
            try {
                return Files.readString(FOLDER.resolve("expected").resolve(name + ".txt"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A run of it, whose files lie in the folder. */
        public RunRequest request(Path folder) throws IOException {
            return new RunRequest(
                    module(),
                    name,
                    arguments,
                    Map.of("WORD", "souk"),
                    new RunRequest.Streams(stdin, folder.resolve("stdout"), folder.resolve("stderr")),
                    Files.createDirectories(folder.resolve("root")),
                    List.of(Mount.readOnly(FOLDER.resolve("input"), "/in")),
                    RunLimits.DEFAULT,
                    7);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private RealPrograms() {}

    /** Programs that write down all that tells the time, and so answer what they answer in no other runner. */
    public static Stream<Case> diaries() {
        return Stream.of(
                new Case("diary", 0, Optional.empty(), List.of("2")),
                new Case("crew", 0, Optional.of(FOLDER.resolve("input/names.txt")), List.of("3", "diary")));
    }

    /** Those that are compiled within a moment. */
    public static Stream<Case> smallCases() throws IOException {
        return cases().filter(program -> !program.isLarge());
    }

    /** Those that take long to compile. */
    public static Stream<Case> largeCases() throws IOException {
        return cases().filter(Case::isLarge);
    }

    public static Stream<Case> cases() throws IOException {
        return Files.readAllLines(FOLDER.resolve("cases")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(RealPrograms::parse);
    }

    private static Case parse(String line) {
        String[] words = line.trim().split(" +");
        return new Case(
                words[0],
                Integer.parseInt(words[1]),
                words[2].equals("-")
                        ? Optional.empty()
                        : Optional.of(FOLDER.resolve("input").resolve(words[2])),
                Arrays.asList(words).subList(3, words.length));
    }
}
