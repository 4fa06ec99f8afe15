package org.souk.grpc;

import org.souk.testing.rules.ModuleRules;

class GrpcBridgeRulesTest extends ModuleRules {
    GrpcBridgeRulesTest() {
        super("grpc", "core", "protocol");
    }
}
