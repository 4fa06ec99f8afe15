package org.souk.grpc.relay;

import org.souk.core.common.NodeId;

/**
 * What a node shows at the relay.
 *
 * @param node as its token says
 * @param secret of a move, as its ticket says; not checked yet
 */
record RelayEntry(NodeId node, String secret) {
    /** Without the secret, so that it never reaches a log. */
    @Override
    public String toString() {
        return "Entrance[" + node + "]";
    }
}
