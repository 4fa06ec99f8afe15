package org.souk.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.souk.core.account.ServicePlan;
import org.souk.core.common.Conflict;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NotFound;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.submission.QuotaExceeded;
import org.souk.core.task.TaskStore.DuplicateKey;
import org.souk.core.units.Money;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.rest.Problem;

class ProblemsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new InvalidRequest("deadline", "is in the past"), 400, "deadline", "deadline is in the past"),
                Arguments.of(new Malformed("a.b", "is missing", null), 400, "a.b", "a.b is missing"),
                Arguments.of(new Malformed("", "is null", null), 400, null, "the body is null"),
                Arguments.of(
                        new InsufficientFunds(new LedgerAccount("available:a"), Money.ofMicros(1), Money.ofMicros(2)),
                        402,
                        null,
                        "there are 0.000001 credits available and 0.000002 are needed"),
                Arguments.of(new NotFound("task", "x"), 404, null, "there is no task x"),
                Arguments.of(new Conflict("used before"), 409, null, "used before"),
                Arguments.of(new DuplicateKey("k"), 409, null, "idempotency key in use: k"),
                Arguments.of(
                        new QuotaExceeded(new ServicePlan("standard", 1, 5, ServicePlan.UNLIMITED, 25), 5, 1),
                        429,
                        null,
                        "the plan 'standard' allows 5 unfinished tasks, there are 5 and this asks for 1 more: wait until"
                                + " some have ended, or ask the operator for another plan"),
                Arguments.of(new NameTaken("joe"), 409, "name", "name 'joe' is taken"),
                Arguments.of(new TooLarge(10), 413, null, "the body is longer than 10 bytes"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyKindOfFailureHasItsStatusAndFieldAndReason(Throwable failure, int status, String field, String detail) {
        Problem problem = Problems.of(failure);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.field()).isEqualTo(field);
        assertThat(problem.detail()).isEqualTo(detail);
        assertThat(problem.type()).startsWith("urn:souk:problem:");
        assertThat(problem.title()).isNotBlank();
    }

    @Test
    void ourOwnFailuresTellNothingOfTheInside() {
        Problem problem = Problems.of(new IllegalStateException("jdbc:postgresql://secret"));
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.detail()).isNull();
        assertThat(Problems.logged(problem, "42").instance()).isEqualTo("urn:uuid:42");
    }

    @Test
    void unknownStatusesKeepTheirNumber() {
        assertThat(Problems.of(418, null, null).status()).isEqualTo(418);
    }
}
