package org.souk.replay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.souk.replay", importOptions = DoNotIncludeTests.class)
class ReplayRulesTest {
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.souk.replay.(*)..").should().beFreeOfCycles();

    /** Of the market's rules it needs the words for runs alone, and of the agent nothing. */
    @ArchTest
    static final ArchRule replayNeedsNoMarketAndNoAgent = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.souk.agent..")
            .orShould()
            .dependOnClassesThat(
                    resideInAPackage("org.souk.core..").and(resideOutsideOfPackage("org.souk.core.replay..")));
}
