package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SingleInstanceOnPostgresTest extends SingleInstanceContract {
    private final TestDatabase database = TestDatabase.postgres();

    @Override
    String url() {
        return database.neighbour("postgres") + "?password=" + database.password();
    }

    @Override
    String refusal() {
        return "another control plane uses this database, connected from 127\\.0\\.0\\.1"
                + " since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d; stop it, or name another database by souk\\.db\\.url";
    }

    @Test
    void whoClosesLeavesItToTheNext() throws Exception {
        SingleInstance first = claim();
        assertThatThrownBy(this::claim).isInstanceOf(SingleInstance.Occupied.class);
        first.check();
        first.close();
        claim().close();
    }

    @Test
    void schemasAreClaimedEachByItself() throws Exception {
        TestDatabase.execute(database.source(), "CREATE SCHEMA IF NOT EXISTS other");
        try (SingleInstance first = claim();
                SingleInstance second = SingleInstance.claim(source(url() + "&currentSchema=other"), Duration.ZERO)) {
            assertThat(first.refusal()).isEmpty();
            assertThat(second.refusal()).isEmpty();
        }
    }

    @Test
    void aBrokenConnectionIsClaimedAgain() throws Exception {
        try (SingleInstance first = claim()) {
            killConnections();
            first.check();
            assertThat(first.refusal()).isEmpty();
            assertThatThrownBy(this::claim).isInstanceOf(SingleInstance.Occupied.class);
        }
    }

    @Test
    void whoWasSlowerStandsStillUntilTheOtherLeaves() throws Exception {
        try (SingleInstance first = claim()) {
            killConnections();
            SingleInstance second = claim();
            first.check();
            assertThat(first.refusal())
                    .hasValueSatisfying(why -> assertThat(why).matches(refusal()));
            second.check();
            assertThat(second.refusal()).isEmpty();
            second.close();

            first.check();
            assertThat(first.refusal()).isEmpty();
            assertThatThrownBy(this::claim).isInstanceOf(SingleInstance.Occupied.class);
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerTakesNoClaimAway() throws Exception {
        AtomicBoolean answers = new AtomicBoolean(true);
        SingleInstance.Source straight = source(url());
        try (SingleInstance first = SingleInstance.claim(() -> answering(straight, answers), Duration.ZERO)) {
            answers.set(false);
            killConnections();
            first.check();
            first.check();
            assertThat(first.refusal()).isEmpty();

            answers.set(true);
            first.check();
            assertThatThrownBy(this::claim).isInstanceOf(SingleInstance.Occupied.class);
        }
    }

    private static Connection answering(SingleInstance.Source straight, AtomicBoolean answers) throws SQLException {
        if (!answers.get()) {
            throw new SQLException("the database system is starting up");
        }
        return straight.open();
    }

    private SingleInstance claim() throws Exception {
        return SingleInstance.claim(source(url()), Duration.ZERO);
    }

    private void killConnections() {
        TestDatabase.execute(
                database.source(),
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    }
}
