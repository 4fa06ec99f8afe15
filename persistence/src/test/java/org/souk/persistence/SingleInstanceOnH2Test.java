package org.souk.persistence;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceOnH2Test extends SingleInstanceContract {
    @TempDir
    Path folder;

    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("souk") + ";DB_CLOSE_DELAY=0;WRITE_DELAY=0";
    }

    @Override
    String refusal() {
        return "another process uses this database; stop it, or name another database by souk\\.db\\.url";
    }
}
