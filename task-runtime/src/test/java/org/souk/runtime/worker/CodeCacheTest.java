package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.TestPrograms;

class CodeCacheTest {
    private static final long ROOMY = 64 << 20;

    @TempDir
    Path folder;

    private Program kept(CodeCache cache, String key, String program) throws Exception {
        return Program.compiled(TestPrograms.bytes(program), code -> cache.keep(key, code));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((one, other) -> {
                        throw new AssertionError("several files");
                    })
                    .orElseThrow();
        }
    }

    @Test
    void keptProgramIsTheSameForAnotherWorker() throws Exception {
        Program compiled = kept(new CodeCache(folder, ROOMY, "b"), "k", "features");

        Program found = new CodeCache(folder, ROOMY, "b").find("k").orElseThrow();

        assertThat(found.hash()).isEqualTo(compiled.hash());
        assertThat(found.initialMemoryBytes()).isEqualTo(compiled.initialMemoryBytes());
        assertThat(found.notMigratable()).isEqualTo(compiled.notMigratable());
        assertThat(found.machines()).isNotNull();
    }

    @Test
    void programOfAnotherModuleOrBuildIsNotFound() throws Exception {
        kept(new CodeCache(folder, ROOMY, "b"), "k", "noop");

        assertThat(new CodeCache(folder, ROOMY, "b").find("other")).isEmpty();
        assertThat(new CodeCache(folder, ROOMY, "newer").find("k")).isEmpty();
    }

    @Test
    void damagedFileIsAsGoodAsNone() throws Exception {
        CodeCache cache = new CodeCache(folder, ROOMY, "b");
        kept(cache, "k", "noop");
        Path file = onlyFile();
        byte[] intact = Files.readAllBytes(file);
        for (int at : new int[] {0, 4, intact.length / 2, intact.length - 1}) {
            byte[] damaged = intact.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThat(cache.find("k")).isEmpty();
        }
        Files.write(file, new byte[0]);
        assertThat(cache.find("k")).isEmpty();
    }

    @Test
    void whatWasNotUsedForLongestMakesRoom() throws Exception {
        kept(new CodeCache(folder, ROOMY, "b"), "one", "noop");
        long size = Files.size(onlyFile());
        CodeCache cache = new CodeCache(folder, 2 * size + size / 2, "b");
        kept(cache, "two", "noop");
        kept(cache, "three", "noop");

        assertThat(Stream.of("one", "two", "three")
                        .filter(key -> cache.find(key).isPresent()))
                .hasSize(2)
                .contains("three");
    }

    @Test
    void folderThatCannotBeUsedCostsTimeOnly() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        CodeCache cache = new CodeCache(file, ROOMY, "b");

        assertThat(kept(cache, "k", "noop").hash()).isNotEmpty();
        assertThat(cache.find("k")).isEmpty();
    }
}
