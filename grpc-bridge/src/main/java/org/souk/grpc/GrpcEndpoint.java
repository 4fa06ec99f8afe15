package org.souk.grpc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.souk.core.common.MarketClock;
import org.souk.core.health.GuardedTurns;
import org.souk.core.migration.TransferEnded;
import org.souk.core.migration.TransferGrants;
import org.souk.grpc.relay.Relay;
import org.souk.grpc.relay.RelayLimits;
import org.souk.grpc.relay.RelayService;
import org.souk.grpc.token.JwtCallers;
import org.souk.grpc.token.KeyFile;

/** Ties the gRPC server to the life of the application: it listens while the application is deployed. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class GrpcEndpoint {

    private static final Logger LOG = Logger.getLogger(GrpcEndpoint.class.getName());

    @Inject
    @ConfigProperty(name = "souk.grpc.address", defaultValue = GrpcListener.LOOPBACK)
    String address;

    @Inject
    @ConfigProperty(name = "souk.grpc.port", defaultValue = "50051")
    int port;

    @Inject
    @ConfigProperty(name = "souk.grpc.tls.certificate")
    Optional<String> certificate;

    @Inject
    @ConfigProperty(name = "souk.grpc.tls.key")
    Optional<String> key;

    @Inject
    @ConfigProperty(name = "souk.grpc.max-moves", defaultValue = "64")
    int maxMoves;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.publickey.location")
    String keySet;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.issuer")
    String issuer;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.audiences")
    String audience;

    @Inject
    @ConfigProperty(name = "souk.version", defaultValue = "development")
    String version;

    @Inject
    TransferGrants passages;

    @Inject
    Event<TransferEnded> transfers;

    @Inject
    GuardedTurns turns;

    /** In whose time passages end. */
    @Inject
    MarketClock clock;

    /** Calls run on the server's threads, so that they see the application's naming, security and transactions. */
    @Resource
    ManagedExecutorService executor;

    private Relay relay;
    private GrpcServer server;

    @PostConstruct
    void start() {
        GrpcListener listener = GrpcListener.of(address, port, certificate, key);
        relay = new Relay(passages, RelayLimits.DEFAULT.withMaxMoves(maxMoves), transfers::fireAsync, clock);
        server = GrpcServer.start(
                listener,
                GrpcLimits.DEFAULT,
                executor,
                List.of(
                        new VersionService(version).bindService(),
                        RelayService.guarded(relay, new JwtCallers(keys(), issuer, audience))));
        if (listener.isExposed()) {
            LOG.warning(
                    "gRPC listens beyond this machine without TLS (souk.grpc.tls.certificate, souk.grpc.tls.key): tokens"
                            + " and snapshots can be read on the way");
        }
        LOG.info(() -> "gRPC listens on " + listener.host() + ":" + server.port()
                + (listener.tls().isPresent() ? " with TLS" : ""));
    }

    /** The keys by which REST verifies, too. */
    private JWKSource<SecurityContext> keys() {
        URI location = URI.create(keySet);
        if ("file".equals(location.getScheme())) {
            return new KeyFile(Path.of(location.getPath()));
        }
        try {
            return JWKSourceBuilder.create(location.toURL()).build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalStateException("mp.jwt.verify.publickey.location must be a URL, not " + keySet, e);
        }
    }

    @Lock(LockType.READ)
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        turns.run("relay", this::sweep);
    }

    private void sweep() {
        relay.sweep();
    }

    @PreDestroy
    void stop() {
        if (server != null) {
            relay.close();
            server.close();
            LOG.info("gRPC has stopped");
        }
    }
}
