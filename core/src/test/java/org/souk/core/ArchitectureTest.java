package org.souk.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.souk.core.live.LiveState;

@AnalyzeClasses(packages = "org.souk.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "..core.units..",
        "..core.task..",
        "..core.node..",
        "..core.account..",
        "..core.pricing..",
        "..core.ledger..",
        "..core.migration..",
        "..core.forecast..",
        "..core.matching..",
        "..core.scheduling..",
        "..core.escalation.."
    };

    @ArchTest
    static final ArchRule coreNeedsTheJdkAlone =
            classes().should().onlyDependOnClassesThat().resideInAnyPackage("java..", "org.souk.core..");

    @ArchTest
    static final ArchRule decisionsReadNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule decisionsDrawNoLots = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SecureRandom.class, ThreadLocalRandom.class, UUID.class)
            .orShould()
            .callMethod(Math.class, "random");

    /** Each package can be understood, and tested, with those below it alone. */
    @ArchTest
    static final ArchRule packagesAreFreeOfCircles =
            slices().matching("org.souk.core.(*)..").should().beFreeOfCycles();

    /** Who serves requests asks the leader, which may be in another process one day. */
    @ArchTest
    static final ArchRule onlyTheLeaderTouchesTheLiveState = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..core.live..",
                    "..core.leader..",
                    "..core.events..",
                    "..core.settlement..",
                    "..core.planning..",
                    "..core.escalation..",
                    "..core.market..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(LiveState.class);

    /** More arguments than these are a concept that has no name yet. Records are data and may have more. */
    @ArchTest
    static final ArchRule servicesHaveFewCollaborators =
            classes().that().areNotRecords().and().areNotAnonymousClasses().should(haveAtMostSevenArguments());

    private static ArchCondition<JavaClass> haveAtMostSevenArguments() {
        return new ArchCondition<>("have constructors with at most seven arguments") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getConstructors().stream()
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > 7)
                        .forEach(constructor ->
                                events.add(SimpleConditionEvent.violated(item, constructor.getDescription())));
            }
        };
    }
}
