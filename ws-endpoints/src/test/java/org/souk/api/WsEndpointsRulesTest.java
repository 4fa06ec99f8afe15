package org.souk.api;

import org.souk.testing.rules.ModuleRules;

class WsEndpointsRulesTest extends ModuleRules {
    WsEndpointsRulesTest() {
        super("api", "core", "protocol", "ipfs");
    }
}
