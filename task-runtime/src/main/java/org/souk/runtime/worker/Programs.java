package org.souk.runtime.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.souk.runtime.module.ModuleInspector;
import org.souk.runtime.module.Refused;

/** The programs that this worker has prepared lately. Used by one thread. */
final class Programs {

    private static final int KEPT = 8;

    private final CodeCache cache;

    private final Map<String, Program> byKey = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Program> eldest) {
            return size() > KEPT;
        }
    };

    Programs(CodeCache cache) {
        this.cache = cache;
    }

    /** The program with this key, prepared from the file if it is not at hand. */
    Program get(Path file, String key) throws IOException, Refused {
        Program program = byKey.get(key);
        if (program == null) {
            if (Files.size(file) > ModuleInspector.MAX_BYTES) {
                throw new Refused("is too large: " + Files.size(file) + " bytes; at most " + ModuleInspector.MAX_BYTES
                        + " are allowed");
            }
            Optional<Program> kept = cache.find(key);
            program = kept.isPresent()
                    ? kept.get()
                    : Program.compiled(Files.readAllBytes(file), code -> cache.keep(key, code));
            byKey.put(key, program);
        }
        return program;
    }

    void clear() {
        byKey.clear();
    }
}
