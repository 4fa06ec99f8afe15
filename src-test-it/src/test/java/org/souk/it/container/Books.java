package org.souk.it.container;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.souk.core.common.AccountId;
import org.souk.core.common.Transactions;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;
import org.souk.persistence.JpaLedger;
import org.souk.persistence.SchemaMigration;

/** The market's ledger on a database of its own, in memory, bound where the market binds its one. */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:app/jdbc/souk",
        className = "${MPCONFIG=souk.it.driver:org.h2.jdbcx.JdbcDataSource}",
        url = "${MPCONFIG=souk.it.url:jdbc:h2:mem:it;DB_CLOSE_DELAY=-1}",
        user = "souk",
        password = "souk")
public class Books {
    @Resource(lookup = "java:app/jdbc/souk")
    DataSource database;

    @PersistenceContext(unitName = "souk")
    EntityManager entities;

    @Inject
    Transactions transactions;

    void migrate() {
        SchemaMigration.migrate(database);
    }

    void deposit(String id, AccountId account, Money amount) {
        new JpaLedger(entities).post(List.of(Transfer.deposit(id, account, amount, Instant.EPOCH)));
    }

    Money balance(AccountId account) {
        return transactions.call(() -> new JpaLedger(entities).balance(LedgerAccount.available(account)));
    }

    Transactions transactions() {
        return transactions;
    }
}
