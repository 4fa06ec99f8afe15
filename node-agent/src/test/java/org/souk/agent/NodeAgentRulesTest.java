package org.souk.agent;

import org.junit.jupiter.api.Test;
import org.souk.testing.rules.ModuleRules;

class NodeAgentRulesTest extends ModuleRules {
    NodeAgentRulesTest() {
        super("agent", "protocol", "runtime", "ipfs");
    }

    @Test
    void moduleNeedsNoApplicationServer() {
        needsNoApplicationServer();
    }
}
