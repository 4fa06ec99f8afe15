package org.souk.ejb.platform;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.souk.persistence.SingleInstance;

/** This control plane's claim to {@link SoukDatabase}, by a connection that is none of its pool's. */
@ApplicationScoped
public class DatabaseClaim implements Runnable {
    /** A former control plane that was just told to stop may need a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    @Inject
    Config properties;

    private volatile SingleInstance instance;

    /** @throws SingleInstance.Occupied when another control plane has the database */
    public void take() throws SingleInstance.Occupied {
        String url = properties.getValue("souk.db.url", String.class);
        String user = properties.getOptionalValue("souk.db.user", String.class).orElse("souk");
        String password =
                properties.getOptionalValue("souk.db.password", String.class).orElse("souk");
        try {
            instance = SingleInstance.claim(() -> DriverManager.getConnection(url, user, password), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited for the database", e);
        }
    }

    /** Watches the claim until its thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY.toMillis());
                instance.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why this control plane must not go on; empty while it may. */
    public Optional<String> refusal() {
        SingleInstance claimed = instance;
        return claimed == null ? Optional.empty() : claimed.refusal();
    }

    @PreDestroy
    void release() {
        if (instance != null) {
            instance.close();
        }
    }
}
