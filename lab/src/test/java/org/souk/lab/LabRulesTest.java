package org.souk.lab;

import org.souk.testing.rules.ModuleRules;

class LabRulesTest extends ModuleRules {
    LabRulesTest() {
        super("lab", "core", "ml", "runtime", "cli", "agent", "client", "replay", "protocol", "ipfs", "postgres");
    }
}
