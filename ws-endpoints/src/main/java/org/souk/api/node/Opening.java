package org.souk.api.node;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.souk.core.market.Market;

/** Tells the market that agents can reach it, now that this application takes connections. */
@WebListener
public class Opening implements ServletContextListener {
    @Inject
    Market market;

    @Override
    public void contextInitialized(ServletContextEvent started) {
        market.turns().open();
    }
}
