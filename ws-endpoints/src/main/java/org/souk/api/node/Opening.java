package org.souk.api.node;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.souk.core.sessions.NodeSessions;

/** Tells the market that agents can reach it, now that this application takes connections. */
@WebListener
public class Opening implements ServletContextListener {
    @Inject
    NodeSessions sessions;

    @Override
    public void contextInitialized(ServletContextEvent started) {
        sessions.begin();
    }
}
