package org.souk.runtime.worker;

import java.io.IOException;
import java.nio.file.Files;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.module.Refused;

/** Runs a program on the calling thread, for tests of what a program sees. */
public final class InProcess {

    private InProcess() {}

    public static RunOutcome run(RunRequest request) throws IOException, Refused {
        return new Execution(request).run(Program.compiled(Files.readAllBytes(request.module())));
    }
}
