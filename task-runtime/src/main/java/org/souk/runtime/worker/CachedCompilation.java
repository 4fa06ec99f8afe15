package org.souk.runtime.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import run.endive.compiler.internal.ClassCollector;
import run.endive.compiler.internal.ClassLoadingCollector;

/**
 * What the preparation of a module came to, to be used again by another worker.
 *
 * @param rewritten the module as it is run
 * @param notMigratable as {@link Program} has it
 * @param mainClass one of the classes
 * @param classes the Java classes that it was compiled to, by name, in the order in which they are loaded
 */
record CachedCompilation(
        byte[] rewritten,
        long initialMemoryBytes,
        String notMigratable,
        String mainClass,
        Map<String, byte[]> classes) {

    private static final int MAX_CLASSES = 100_000;

    static CachedCompilation of(byte[] rewritten, long initialMemoryBytes, String notMigratable, ClassCollector code) {
        return new CachedCompilation(
                rewritten,
                initialMemoryBytes,
                notMigratable,
                code.mainClassName(),
                new LinkedHashMap<>(code.classBytes()));
    }

    /** The program, without a compilation. */
    Program load() {
        ClassLoadingCollector code = new ClassLoadingCollector();
        classes.forEach((name, bytes) -> {
            if (!name.equals(mainClass)) {
                code.put(name, bytes);
            }
        });
        code.putMainClass(mainClass, classes.get(mainClass));
        return Program.prepared(rewritten, module -> code.machineFactory(), initialMemoryBytes, notMigratable);
    }

    void writeTo(DataOutputStream out) throws IOException {
        write(out, rewritten);
        out.writeLong(initialMemoryBytes);
        out.writeUTF(notMigratable);
        out.writeUTF(mainClass);
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            out.writeUTF(each.getKey());
            write(out, each.getValue());
        }
    }

    static CachedCompilation readFrom(DataInputStream in) throws IOException {
        byte[] rewritten = read(in);
        long initialMemoryBytes = in.readLong();
        String notMigratable = in.readUTF();
        String mainClass = in.readUTF();
        int count = in.readInt();
        if (count < 1 || count > MAX_CLASSES) {
            throw new IOException(count + " classes");
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            classes.put(in.readUTF(), read(in));
        }
        if (!classes.containsKey(mainClass)) {
            throw new IOException("no class " + mainClass);
        }
        return new CachedCompilation(rewritten, initialMemoryBytes, notMigratable, mainClass, classes);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a part of " + length + " bytes");
        }
        return in.readNBytes(length);
    }
}
