package org.souk.ipfs;

import org.junit.jupiter.api.Test;
import org.souk.testing.rules.ModuleRules;

class IpfsRulesTest extends ModuleRules {
    IpfsRulesTest() {
        super("ipfs");
    }

    @Test
    void moduleNeedsNoApplicationServer() {
        needsNoApplicationServer();
    }
}
