package org.souk.lab.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.souk.agent.home.AgentHome;
import org.souk.cli.local.AgentProcess;
import org.souk.cli.local.ControlPlane;
import org.souk.cli.local.LocalMarket;
import org.souk.cli.local.LocalMarket.Member;
import org.souk.cli.local.Ports;
import org.souk.cli.local.SoukScript;
import org.souk.cli.local.Teardown;
import org.souk.client.MarketAddress;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Money;
import org.souk.lab.PrivateMarket;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TariffBody;

/**
 * A market with three agents, each of another seller with prices of its own, and a buyer. All that the agents say to the
 * market and the relay goes through proxies.
 */
record Scene(LocalMarket market, Member buyer, List<Seat> seats, Traffic traffic, RelayProxy bridge) {
    /** Shorter than by default, so that a lost agent is soon noticed, yet not so short that a busy one is lost. */
    static final Duration LEASE = Duration.ofSeconds(10);

    static final int FEE_BASIS_POINTS = 500;

    private static final long DEPOSIT_MICROS = 1_000_000_000_000L;
    private static final List<String> NAMES = List.of("one", "two", "three");
    private static final ResourcesBody ROOM = new ResourcesBody(2000, 1L << 30, 1L << 30);

    static Scene set(SoukScript souk, Path folder, Teardown teardown) throws IOException, InterruptedException {
        Ports ports = Ports.free();
        RelayProxy bridge = teardown.add(new RelayProxy(ports.grpc()));
        bridge.up();
        LocalMarket market = PrivateMarket.start(souk, folder, ports, settings(bridge), teardown)
                .market();
        Member buyer = market.open("buyer", "buyer", DEPOSIT_MICROS);
        Traffic traffic = new Traffic();
        List<Seat> seats = new ArrayList<>();
        for (String name : NAMES) {
            FrameProxy proxy = teardown.add(new FrameProxy(name, ports.webSocket(), traffic));
            proxy.up();
            seats.add(seat(market, name, seats.size() + 1, proxy));
        }
        market.awaitNodes();
        return new Scene(market, buyer, List.copyOf(seats), traffic, bridge);
    }

    private static Map<String, String> settings(RelayProxy bridge) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("souk.moves.relay-host", "127.0.0.1");
        settings.put("souk.moves.relay-port", Integer.toString(bridge.port()));
        settings.put("souk.moves.depart", "PT15S");
        // A checkpoint every three seconds or so.
        settings.put("souk.moves.mean-uptime", "PT30S");
        settings.put("souk.scheduler.heartbeat", "PT0.5S");
        settings.put("souk.scheduler.lease", LEASE.toString());
        settings.put("souk.scheduler.max-attempts", "50");
        settings.put("souk.market.fee-basis-points", Integer.toString(FEE_BASIS_POINTS));
        return settings;
    }

    private static Seat seat(LocalMarket market, String name, int price, FrameProxy proxy)
            throws IOException, InterruptedException {
        Member seller = market.open("seller-" + name, "seller", 0);
        TariffBody tariff = new TariffBody(1_000L * price, 10_000_000L * price, 1_000_000L * price);
        MarketAddress address =
                MarketAddress.of(market.controlPlane().server().toString(), "ws://127.0.0.1:" + proxy.port());
        AgentProcess agent = market.startNode(seller, name, new OfferBody(ROOM, tariff, false), address);
        AgentHome home = market.agentHome(name);
        return new Seat(
                name,
                home.identity().orElseThrow().node(),
                seller.account().id(),
                new Tariff(
                        Money.ofMicros(tariff.perGigaFuelMicros()),
                        Money.ofMicros(tariff.perGibHourRamMicros()),
                        Money.ofMicros(tariff.perGibHourStorageMicros())),
                home,
                agent);
    }

    ControlPlane controlPlane() {
        return market.controlPlane();
    }
}
