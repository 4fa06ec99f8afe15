package org.souk.lab.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.souk.agent.home.AgentHome;
import org.souk.cli.local.AgentProcess;
import org.souk.core.pricing.Tariff;

/** One agent, which can die and live again, with its workers. Thread-safe. */
final class Seat {
    private final String name;
    private final String node;
    private final String seller;
    private final Tariff tariff;
    private final AgentHome home;
    private final AgentProcess agent;
    private final List<ProcessHandle> bereaved = new ArrayList<>();
    private volatile int lives = 1;
    private boolean dead;

    /**
     * @param node its id
     * @param seller id of its seller's account
     */
    Seat(String name, String node, String seller, Tariff tariff, AgentHome home, AgentProcess agent) {
        this.name = name;
        this.node = node;
        this.seller = seller;
        this.tariff = tariff;
        this.home = home;
        this.agent = agent;
    }

    String name() {
        return name;
    }

    String node() {
        return node;
    }

    String seller() {
        return seller;
    }

    Tariff tariff() {
        return tariff;
    }

    AgentHome home() {
        return home;
    }

    /** How often it has been started. */
    int lives() {
        return lives;
    }

    /** As a power cut would, but for its workers: they have to notice. */
    synchronized void kill() throws InterruptedException {
        if (!dead) {
            dead = true;
            bereaved.addAll(agent.workers());
            agent.kill();
        }
    }

    /** Starts it again if it is dead. */
    synchronized void revive() throws IOException {
        if (dead) {
            dead = false;
            lives++;
            agent.start();
        }
    }

    /** Workers of an agent that was killed which are still there. */
    synchronized List<ProcessHandle> orphans() {
        bereaved.removeIf(worker -> !worker.isAlive());
        return List.copyOf(bereaved);
    }
}
