package org.souk.ejb.platform;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;

/**
 * The database of the control plane, {@value #JNDI_NAME}: H2 in a file by default, PostgreSQL by {@code souk.db.url},
 * {@code souk.db.driver}, {@code souk.db.user} and {@code souk.db.password}.
 *
 * <p>Payara resolves the {@code ${MPCONFIG=…}} expressions when the application is deployed.
 */
@Singleton
@DataSourceDefinition(
        name = SoukDatabase.JNDI_NAME,
        className = "${MPCONFIG=souk.db.driver:org.h2.jdbcx.JdbcDataSource}",
        url = "${MPCONFIG=souk.db.url}",
        user = "${MPCONFIG=souk.db.user:souk}",
        password = "${MPCONFIG=souk.db.password:souk}",
        initialPoolSize = 0,
        minPoolSize = 2,
        maxPoolSize = 16,
        maxIdleTime = 300,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=auto-commit",
            "fish.payara.validate-atmost-once-period-in-seconds=30"
        })
public class SoukDatabase {

    /** Where the data source is bound for every module of the application. */
    public static final String JNDI_NAME = "java:app/jdbc/souk";
}
