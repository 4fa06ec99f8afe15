package org.souk.agent.work;

import org.souk.protocol.node.AgentFrame;

/** The way to the market. Without a session a frame is dropped: the next session begins with all that matters. */
@FunctionalInterface
public interface Outbox {
    void send(AgentFrame frame);
}
