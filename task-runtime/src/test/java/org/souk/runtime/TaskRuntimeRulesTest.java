package org.souk.runtime;

import org.junit.jupiter.api.Test;
import org.souk.testing.rules.ModuleRules;

class TaskRuntimeRulesTest extends ModuleRules {
    TaskRuntimeRulesTest() {
        super("runtime");
    }

    @Test
    void moduleNeedsNoApplicationServer() {
        needsNoApplicationServer();
    }
}
