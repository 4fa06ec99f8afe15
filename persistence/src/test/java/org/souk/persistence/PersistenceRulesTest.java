package org.souk.persistence;

import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.souk.testing.rules.ModuleRules;

class PersistenceRulesTest extends ModuleRules {
    PersistenceRulesTest() {
        super("persistence", "core");
    }

    @Test
    void entitiesStayInTheirPackage() {
        ArchRuleDefinition.classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .or()
                .areAnnotatedWith("jakarta.persistence.Embeddable")
                .should()
                .bePackagePrivate()
                .check(classes());
    }
}
