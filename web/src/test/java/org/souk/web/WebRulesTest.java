package org.souk.web;

import org.souk.testing.rules.ModuleRules;

class WebRulesTest extends ModuleRules {
    WebRulesTest() {
        super("web", "core");
    }
}
