package org.souk.core.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.souk.core.health.GuardedTurns;

/** What holds for the methods that an application server's timers call, for the modules that have some. */
public final class TimerRules {
    private static final List<String> TIMED =
            List.of("jakarta.ejb.Schedule", "jakarta.ejb.Schedules", "jakarta.ejb.Timeout");
    private static final String TRANSACTIONS = "jakarta.ejb.TransactionAttribute";
    private static final String MANAGEMENT = "jakarta.ejb.TransactionManagement";

    /**
     * A timer's method does nothing but call the guard. It has no transaction of the container's either, whose failing
     * commit would come after the guard.
     */
    public static final ArchRule TIMERS_ARE_GUARDED = ArchRuleDefinition.methods()
            .that(DescribedPredicate.describe("are called by timers", TimerRules::isTimed))
            .should(doNothingButCallTheGuard())
            .andShould(runOutsideOfTransactions())
            .allowEmptyShould(true);

    private TimerRules() {}

    private static boolean isTimed(HasAnnotations<?> method) {
        return TIMED.stream().anyMatch(method::isAnnotatedWith);
    }

    private static ArchCondition<JavaMethod> doNothingButCallTheGuard() {
        return new ArchCondition<>("do nothing but call the guard") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                long guarded = method.getMethodCallsFromSelf().stream()
                        .filter(call -> !call.isDeclaredInLambda()
                                && isGuard(call.getTarget().getOwner()))
                        .count();
                long all = method.getCallsFromSelf().stream()
                        .filter(call -> !call.isDeclaredInLambda())
                        .count();
                boolean holds = guarded == 1 && all == 1;
                events.add(new SimpleConditionEvent(method, holds, text(method, holds, guarded, all)));
            }
        };
    }

    private static boolean isGuard(JavaClass owner) {
        return owner.isEquivalentTo(GuardedTurns.class);
    }

    private static String text(JavaCodeUnit method, boolean holds, long guarded, long all) {
        return method.getFullName()
                + (holds ? " is guarded" : " calls the guard " + guarded + " times, and something " + all + " times");
    }

    private static ArchCondition<JavaMethod> runOutsideOfTransactions() {
        return new ArchCondition<>("run outside of the container's transactions") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                JavaClass bean = method.getOwner();
                boolean holds = says(method, TRANSACTIONS, "NOT_SUPPORTED")
                        || says(bean, TRANSACTIONS, "NOT_SUPPORTED")
                        || says(bean, MANAGEMENT, "BEAN");
                events.add(new SimpleConditionEvent(
                        method,
                        holds,
                        method.getFullName() + (holds ? " has" : " may have a transaction, not") + " none"));
            }
        };
    }

    private static boolean says(HasAnnotations<?> annotated, String annotation, String value) {
        return annotated.getAnnotations().stream()
                .filter(one -> one.getRawType().getName().equals(annotation))
                .anyMatch(
                        one -> one.get("value").map(Object::toString).orElse("").contains(value));
    }
}
