package org.souk.ml;

import org.souk.testing.rules.ModuleRules;

class MlRulesTest extends ModuleRules {
    MlRulesTest() {
        super("ml", "core");
    }
}
