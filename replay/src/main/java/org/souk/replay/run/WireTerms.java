package org.souk.replay.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.souk.core.replay.RunTerms;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.ResourcesBody;

/** Terms of runs out of what crosses the wire, where null stands for none. */
public final class WireTerms {
    private WireTerms() {}

    /** @param stdin CID */
    public static RunTerms.Content content(String stdin, List<FileBody> inputs, List<String> outputs) {
        List<RunTerms.Input> read = inputs == null
                ? List.of()
                : inputs.stream()
                        .map(file -> new RunTerms.Input(file.path(), file.cid()))
                        .toList();
        return new RunTerms.Content(Optional.ofNullable(stdin), read, outputs);
    }

    /** @param fuel above 0 */
    public static RunTerms.Limits limits(ResourcesBody resources, long fuel, Duration wall) {
        return new RunTerms.Limits(resources.ramBytes(), resources.storageBytes(), fuel, wall);
    }
}
