package org.souk.api.metrics;

import org.souk.core.live.LiveNode;

/** What a node is good for just now. */
enum NodeState {
    ACTIVE,
    DRAINING,
    INACTIVE,
    /** Whatever its owner's switch says, its agent is not there. */
    DISCONNECTED;

    static NodeState of(LiveNode live) {
        if (!live.connected()) {
            return DISCONNECTED;
        }
        return switch (live.node().availability()) {
            case ACTIVE -> ACTIVE;
            case DRAINING -> DRAINING;
            case INACTIVE -> INACTIVE;
        };
    }
}
