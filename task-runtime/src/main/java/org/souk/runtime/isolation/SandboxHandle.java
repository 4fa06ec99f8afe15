package org.souk.runtime.isolation;

import java.util.List;
import java.util.Optional;

/** The place of one worker. It is closed when the worker has ended. */
public final class SandboxHandle implements AutoCloseable {

    private final Optional<Bubblewrap> bubblewrap;
    private final Isolation.View view;
    private final Optional<ControlGroups.Group> group;

    SandboxHandle(Optional<Bubblewrap> bubblewrap, Isolation.View view, Optional<ControlGroups.Group> group) {
        this.bubblewrap = bubblewrap;
        this.view = view;
        this.group = group;
    }

    /** The command that starts this command inside. */
    public List<String> around(List<String> command) {
        List<String> inner = bubblewrap.map(b -> b.around(command, view)).orElse(command);
        return group.map(g -> g.around(inner)).orElse(inner);
    }

    /** Gives back what the operating system holds for it. */
    @Override
    public void close() {
        group.ifPresent(ControlGroups.Group::remove);
    }
}
