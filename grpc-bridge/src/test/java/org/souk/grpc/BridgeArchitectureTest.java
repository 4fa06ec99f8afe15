package org.souk.grpc;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.souk.core.testing.TimerRules;

@AnalyzeClasses(packages = "org.souk.grpc", importOptions = DoNotIncludeTests.class)
class BridgeArchitectureTest {
    /** Each package can be understood, and tested, with those below it alone. */
    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CIRCLES =
            slices().matching("org.souk.grpc.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule TIMERS_ARE_GUARDED = TimerRules.TIMERS_ARE_GUARDED;
}
