package org.souk.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.souk.cli", importOptions = DoNotIncludeTests.class)
class CommandLineRulesTest {
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.souk.cli.(*)..").should().beFreeOfCycles();

    /** The command is put together at the top; its parts do not know that. */
    @ArchTest
    static final ArchRule partsDoNotKnowTheCommand = noClasses()
            .that()
            .resideInAPackage("org.souk.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.souk.cli");
}
