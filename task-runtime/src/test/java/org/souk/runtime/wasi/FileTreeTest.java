package org.souk.runtime.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.Mount;

/** What does not depend on where a tree lies and on which file system. */
class FileTreeTest {
    private static final int LONGEST_NAME = 255;

    @TempDir
    Path root;

    private FileTree tree;

    @BeforeEach
    void plant() throws Exception {
        tree = new FileTree(root, List.of());
    }

    private static void assertTooLong(FileTree tree, List<String> directory, String path) {
        assertThatThrownBy(() -> tree.resolve(directory, path))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.errno()).isEqualTo(Errno.NAMETOOLONG));
    }

    @Test
    void nameIsMeasuredInBytes() throws Exception {
        assertThat(tree.resolve(List.of(), "n".repeat(LONGEST_NAME)).guest()).hasSize(1);
        assertTooLong(tree, List.of(), "n".repeat(LONGEST_NAME + 1));
        assertTooLong(tree, List.of(), "\u00e9".repeat(LONGEST_NAME / 2 + 1));
    }

    @Test
    void pathIsMeasuredFromTheGuestsRoot() throws Exception {
        // 8 names of 255 bytes and 7 slashes are 2,047 bytes.
        List<String> directory = Collections.nCopies(7, "n".repeat(LONGEST_NAME));
        assertThat(tree.resolve(directory, "n".repeat(LONGEST_NAME)).guest()).hasSize(8);
        List<String> deeper = new ArrayList<>(directory);
        deeper.add("ab");
        assertTooLong(tree, deeper, "n".repeat(LONGEST_NAME));
    }

    /** What is below it would have a path that nobody could name, and that could be neither saved nor deleted. */
    @Test
    void directoryDoesNotGoWhereItsContentWouldBeTooDeep() throws Exception {
        List<String> deep = Collections.nCopies(4, "n".repeat(LONGEST_NAME));
        Files.createDirectories(root.resolve("a").resolve(String.join("/", deep)));
        Files.createDirectories(root.resolve(String.join("/", deep)));
        FileTree.Place moved = tree.resolve(List.of(), "a");

        tree.requireRoomFor(moved, tree.resolve(deep.subList(0, 3), "b"));
        assertThatThrownBy(() -> tree.requireRoomFor(moved, tree.resolve(deep, "b")))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.errno()).isEqualTo(Errno.NAMETOOLONG));
    }

    @Test
    void entriesAreInTheOrderOfTheirNamesWhereverTheyCameFrom() throws Exception {
        for (String name : List.of("b", "a", "c0", "B")) {
            Files.writeString(root.resolve(name), name);
        }
        Path input = Files.writeString(Files.createTempFile("input", ""), "x");
        FileTree mounted = new FileTree(root, List.of(Mount.readOnly(input, "/aa")));

        assertThat(mounted.list(List.of()).keySet()).containsExactly("B", "a", "aa", "b", "c0");
        Files.delete(input);
    }
}
