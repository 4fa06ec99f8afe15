package org.souk.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.souk.core.account.Role;

class ClientSignInTest {
    private final FakeAccounts accounts = new FakeAccounts().with("alice", Set.of(Role.BUYER), Optional.empty());
    private final SettableClock clock = new SettableClock();
    private final ClientSignIn signIn = new ClientSignIn(accounts, clock);

    @Test
    void rightSecretSignsIn() {
        assertThat(signIn.signIn("alice", FakeAccounts.SECRET, "10.0.0.1")).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void elevenFailuresInARowAreNotCheckedAnyMore() {
        failTimes(10, "10.0.0.1");
        assertThat(signIn.signIn("alice", FakeAccounts.SECRET, "10.0.0.1"))
                .isEqualTo(new SignInResult.TooManyFailures(Duration.ofSeconds(6)));
        assertThat(accounts.checks()).isEqualTo(10);
    }

    @Test
    void anotherAddressIsNotLockedOutByFailuresElsewhere() {
        failTimes(10, "10.0.0.1");
        assertThat(signIn.signIn("alice", FakeAccounts.SECRET, "10.0.0.2")).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void waitingOpensTheDoorAgain() {
        failTimes(10, "10.0.0.1");
        clock.advance(Duration.ofSeconds(6));
        assertThat(signIn.signIn("alice", FakeAccounts.SECRET, "10.0.0.1")).isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void successesAreNotCounted() {
        for (int i = 0; i < 500; i++) {
            assertThat(signIn.signIn("alice", FakeAccounts.SECRET, "10.0.0.1"))
                    .isInstanceOf(SignInResult.SignedIn.class);
        }
    }

    @Test
    void manyClientIdsFromOneAddressAreLimitedToo() {
        for (int i = 0; i < 100; i++) {
            signIn.signIn("guess-" + i, "wrong", "10.0.0.1");
        }
        assertThat(signIn.signIn("guess-100", "wrong", "10.0.0.1")).isInstanceOf(SignInResult.TooManyFailures.class);
    }

    @Test
    void overlongSecretIsNotHashed() {
        assertThat(signIn.signIn("alice", "x".repeat(257), "10.0.0.1"))
                .isInstanceOf(SignInResult.WrongCredentials.class);
        assertThat(accounts.checks()).isZero();
    }

    @Test
    void forgetsTheKeyThatWasUsedLeastRecently() {
        FailureLimit limit = new FailureLimit(1, Duration.ofHours(1), 2, clock);
        assertThat(limit.take("a")).isEmpty();
        assertThat(limit.take("b")).isEmpty();
        assertThat(limit.take("a")).contains(Duration.ofHours(1));
        assertThat(limit.take("c")).isEmpty();
        assertThat(limit.take("a")).isPresent();
        assertThat(limit.take("b")).isEmpty();
    }

    @Test
    void hashesBeyondTheSlotsAreTurnedAway() throws InterruptedException, ExecutionException {
        HashingSlots slots = new HashingSlots(1, 0, Duration.ofSeconds(10));
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<String>> first = other.submit(() -> slots.run(() -> {
                started.countDown();
                try {
                    finish.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "hashed";
            }));
            started.await();
            assertThat(slots.run(() -> "second")).isEmpty();
            finish.countDown();
            assertThat(first.get()).contains("hashed");
            assertThat(slots.run(() -> "third")).contains("third");
        } finally {
            other.shutdownNow();
        }
    }

    private void failTimes(int times, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(signIn.signIn("alice", "wrong", address)).isEqualTo(new SignInResult.WrongCredentials());
        }
    }
}
