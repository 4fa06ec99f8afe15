package org.souk.cli;

import org.junit.jupiter.api.Test;
import org.souk.testing.rules.ModuleRules;

class CliRulesTest extends ModuleRules {
    CliRulesTest() {
        super("cli", "core", "protocol", "client", "replay", "agent", "runtime", "ipfs");
    }

    @Test
    void moduleNeedsNoApplicationServer() {
        needsNoApplicationServer();
    }
}
