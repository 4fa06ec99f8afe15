package org.souk.runtime.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.souk.runtime.snapshot.MemoryImage;
import org.souk.runtime.snapshot.Packing;
import org.souk.runtime.snapshot.SnapshotKey;
import org.souk.runtime.snapshot.SnapshotReader;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.SnapshotWriter;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.Memory;
import run.endive.wasm.types.MemoryLimits;

/**
 * Saves and restores a small memory a few times before it matters: until HotSpot has compiled the hashing, the first 16
 * MiB take ten times as long as the next ones, and a program stands still meanwhile.
 */
final class WarmUp implements Runnable {

    private static final int PAGES = 64;
    private static final int ROUNDS = 3;
    private static final byte[] NO_MODULE = new byte[32];

    @Override
    public void run() {
        try {
            Path file = Files.createTempFile(Path.of("").toAbsolutePath(), "warm-up", ".snapshot");
            try {
                SnapshotKey key = SnapshotKey.random();
                Memory memory = filled();
                for (int round = 0; round < ROUNDS; round++) {
                    saveAndRestore(file, key, memory);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | SnapshotRefused | OutOfMemoryError e) {
            // It was only to be faster.
            System.err.println("worker: no warm-up: " + e);
        }
    }

    private static void saveAndRestore(Path file, SnapshotKey key, Memory memory) throws IOException, SnapshotRefused {
        try (SnapshotWriter writer = SnapshotWriter.whole(file, key, NO_MODULE, Packing.STORED)) {
            new MemoryImage().write(memory, writer);
            writer.finish();
        }
        try (SnapshotReader reader = SnapshotReader.open(file, key, NO_MODULE)) {
            reader.next();
            MemoryImage.restore(reader, memory);
        }
    }

    private static Memory filled() {
        Memory memory = new ByteArrayMemory(new MemoryLimits(PAGES, PAGES));
        for (int address = 0; address < PAGES * 65_536; address += 512) {
            memory.writeI32(address, address + 1);
        }
        return memory;
    }
}
