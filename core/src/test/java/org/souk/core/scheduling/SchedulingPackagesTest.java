package org.souk.core.scheduling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.souk.core.scheduling", importOptions = DoNotIncludeTests.class)
class SchedulingPackagesTest {
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.souk.core.scheduling.(*)..").should().beFreeOfCycles();

    /** The words that all share know nobody who uses them. */
    @ArchTest
    static final ArchRule wordsDependOnNoRule = noClasses()
            .that()
            .resideInAPackage("org.souk.core.scheduling")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.souk.core.scheduling.*..");
}
