package org.souk.ejb;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Schedule;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.souk.core.health.GuardedTurns;
import org.souk.core.testing.TimerRules;

@AnalyzeClasses(packages = "org.souk.ejb", importOptions = DoNotIncludeTests.class)
class SchedulerArchitectureTest {
    /** Each package can be understood, and tested, with those below it alone. */
    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CIRCLES =
            slices().matching("org.souk.ejb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule TIMERS_ARE_GUARDED = TimerRules.TIMERS_ARE_GUARDED;

    /** What the rule is there for: the one guards nothing, the others do something beside the guard or in a transaction. */
    @TestFactory
    Stream<DynamicTest> ruleFindsTimersThatCouldEnd() {
        return Stream.of(Bare.class, Beside.class, Committing.class)
                .map(timer ->
                        DynamicTest.dynamicTest(timer.getSimpleName(), () -> assertThat(TimerRules.TIMERS_ARE_GUARDED
                                        .evaluate(new ClassFileImporter().importClasses(timer))
                                        .hasViolation())
                                .isTrue()));
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    static final class Bare {
        @Timeout
        void turn() {
            Thread.onSpinWait();
        }
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    static final class Beside {
        private final GuardedTurns turns = new GuardedTurns();

        @Schedule(hour = "*", persistent = false)
        void turn() {
            turns.run("turn", Thread::onSpinWait);
            Thread.onSpinWait();
        }
    }

    static final class Committing {
        private final GuardedTurns turns = new GuardedTurns();

        @Schedule(hour = "*", persistent = false)
        void turn() {
            turns.run("turn", Thread::onSpinWait);
        }
    }
}
