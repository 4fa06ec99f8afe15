package org.souk.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.souk.agent", importOptions = DoNotIncludeTests.class)
class AgentRulesTest {
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.souk.agent.(*)..").should().beFreeOfCycles();

    /** The agent is put together at the top; its parts do not know that. */
    @ArchTest
    static final ArchRule partsDoNotKnowTheAgent = noClasses()
            .that()
            .resideInAPackage("org.souk.agent.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.souk.agent");
}
