package org.souk.agent.home;

import java.io.IOException;
import java.nio.file.Path;

/** Another agent runs on this home folder. */
public final class HomeInUse extends IOException {
    private static final long serialVersionUID = 1L;

    HomeInUse(Path home) {
        super("an agent runs on " + home + " already; stop it with 'souk node stop --home " + home
                + "' or choose another --home");
    }
}
