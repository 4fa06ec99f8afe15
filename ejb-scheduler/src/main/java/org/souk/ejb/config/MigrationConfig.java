package org.souk.ejb.config;

import static org.souk.ejb.config.MarketConfig.check;
import static org.souk.ejb.config.MarketConfig.value;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.souk.core.link.Endpoint;
import org.souk.core.migration.MigrationRules;

/**
 * The settings for moves and checkpoints.
 *
 * @param meanUptime {@code souk.moves.mean-uptime}: how long a node is believed to go on without a failure, which decides
 *     how often checkpoints are worth their cost, default PT6H
 * @param preparing {@code souk.moves.prepare}: how long a target may take to prepare, default PT2M
 * @param departing {@code souk.moves.depart}: how long a program may stand still for a move, default PT30S
 * @param pause {@code souk.moves.pause}: how long a task is left where it is after a move, default PT2M
 * @param most {@code souk.moves.max}: how often the market moves a task of its own accord, default 50; 0 for never
 * @param bytesPerSecond {@code souk.moves.bytes-per-second}: between nodes that were not measured yet, default 12500000
 * @param relayHost {@code souk.moves.relay-host}: where agents find the gRPC relay; default: at the market's own host
 * @param relayPort {@code souk.moves.relay-port}: default {@code souk.grpc.port}
 * @param relayTls {@code souk.moves.relay-tls}: whether the way to it is encrypted, default: where {@code
 *     souk.grpc.tls.certificate} is set
 */
public record MigrationConfig(
        Duration meanUptime,
        Duration preparing,
        Duration departing,
        Duration pause,
        int most,
        long bytesPerSecond,
        Optional<String> relayHost,
        int relayPort,
        boolean relayTls) {
    private static final int HIGHEST_PORT = 65_535;

    public MigrationConfig {
        check(meanUptime.toMillis() >= 1000, "souk.moves.mean-uptime", "must be at least a second");
        check(preparing.toMillis() >= 1000, "souk.moves.prepare", "must be at least a second");
        check(departing.toMillis() >= 1000, "souk.moves.depart", "must be at least a second");
        check(!pause.isNegative(), "souk.moves.pause", "must not be negative");
        check(most >= 0, "souk.moves.max", "must not be negative");
        check(bytesPerSecond > 0, "souk.moves.bytes-per-second", "must be greater than zero");
        check(relayPort > 0 && relayPort <= HIGHEST_PORT, "souk.moves.relay-port", "must be 1 to " + HIGHEST_PORT);
    }

    public static MigrationConfig read(Config config) {
        MigrationRules usual = MigrationRules.DEFAULT;
        return new MigrationConfig(
                value(config, "souk.moves.mean-uptime", Duration.class, usual.meanUptime()),
                value(config, "souk.moves.prepare", Duration.class, usual.preparing()),
                value(config, "souk.moves.depart", Duration.class, usual.departing()),
                value(config, "souk.moves.pause", Duration.class, usual.pause()),
                value(config, "souk.moves.max", Integer.class, usual.most()),
                value(config, "souk.moves.bytes-per-second", Long.class, usual.bytesPerSecond()),
                config.getOptionalValue("souk.moves.relay-host", String.class),
                value(
                        config,
                        "souk.moves.relay-port",
                        Integer.class,
                        value(config, "souk.grpc.port", Integer.class, 50_051)),
                value(
                        config,
                        "souk.moves.relay-tls",
                        Boolean.class,
                        config.getOptionalValue("souk.grpc.tls.certificate", String.class)
                                .isPresent()));
    }

    public MigrationRules rules() {
        MigrationRules usual = MigrationRules.DEFAULT;
        return new MigrationRules(
                meanUptime, preparing, departing, pause, most, bytesPerSecond, usual.overhead(), usual.worth());
    }

    /** Where agents find the relay. */
    public Endpoint relay() {
        return new Endpoint(relayHost, relayPort, relayTls, Optional.empty());
    }
}
