package org.souk.agent;

import org.junit.jupiter.api.Test;
import org.souk.testing.rules.ModuleRules;

class NodeAgentRulesTest extends ModuleRules {
    NodeAgentRulesTest() {
        super("agent", "core", "protocol", "client", "replay", "runtime", "ipfs");
    }

    @Test
    void moduleNeedsNoApplicationServer() {
        needsNoApplicationServer();
    }
}
