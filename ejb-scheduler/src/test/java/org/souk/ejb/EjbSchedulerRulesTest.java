package org.souk.ejb;

import org.souk.testing.rules.ModuleRules;

class EjbSchedulerRulesTest extends ModuleRules {
    EjbSchedulerRulesTest() {
        super("ejb", "core", "persistence", "ml", "ipfs", "runtime", "protocol");
    }
}
