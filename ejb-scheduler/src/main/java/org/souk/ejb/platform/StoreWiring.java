package org.souk.ejb.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import javax.sql.DataSource;
import org.souk.core.account.AccountStore;
import org.souk.core.account.ClientStore;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.ChangeSequence;
import org.souk.core.forecast.LoadStore;
import org.souk.core.forecast.ModelStore;
import org.souk.core.ledger.Ledger;
import org.souk.core.node.NodeStore;
import org.souk.core.task.TaskStore;
import org.souk.persistence.CommitHorizon;
import org.souk.persistence.JpaAccountStore;
import org.souk.persistence.JpaChangeSequence;
import org.souk.persistence.JpaLedger;
import org.souk.persistence.JpaLoadStore;
import org.souk.persistence.JpaModelStore;
import org.souk.persistence.JpaNodeStore;
import org.souk.persistence.JpaTaskStore;

/**
 * Gives the container's entity manager to the stores.
 *
 * <p>It is done here because Payara leaves {@code @PersistenceContext} null in beans of the EAR's library jars.
 */
@ApplicationScoped
public class StoreWiring {

    @PersistenceContext(unitName = "souk")
    EntityManager entities;

    @Resource(lookup = SoukDatabase.JNDI_NAME)
    DataSource database;

    @Produces
    @ApplicationScoped
    public ChangeSequence changes(CommitHorizon commits) {
        return new JpaChangeSequence(entities, database, commits);
    }

    @Produces
    @ApplicationScoped
    public TaskStore tasks() {
        return new JpaTaskStore(entities);
    }

    @Produces
    @ApplicationScoped
    public NodeStore nodes() {
        return new JpaNodeStore(entities);
    }

    @Produces
    @ApplicationScoped
    public AccountStore accounts() {
        return new JpaAccountStore(entities);
    }

    @Produces
    @ApplicationScoped
    public ClientStore clients() {
        return new JpaAccountStore(entities);
    }

    @Produces
    @ApplicationScoped
    public SigningKeyStore signingKeys() {
        return new JpaAccountStore(entities);
    }

    @Produces
    @ApplicationScoped
    public Ledger ledger() {
        return new JpaLedger(entities);
    }

    @Produces
    @ApplicationScoped
    public LoadStore loads() {
        return new JpaLoadStore(entities);
    }

    @Produces
    @ApplicationScoped
    public ModelStore models() {
        return new JpaModelStore(entities);
    }
}
