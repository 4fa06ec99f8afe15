package org.souk.protocol;

import org.junit.jupiter.api.Test;
import org.souk.testing.rules.ModuleRules;

class ProtocolRulesTest extends ModuleRules {
    ProtocolRulesTest() {
        super("protocol");
    }

    @Test
    void moduleNeedsNoApplicationServer() {
        needsNoApplicationServer();
    }
}
