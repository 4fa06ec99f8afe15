package org.souk.grpc;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ties the gRPC server to the life of the application: it listens while the application is deployed. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class GrpcEndpoint {

    private static final Logger LOG = Logger.getLogger(GrpcEndpoint.class.getName());

    @Inject
    @ConfigProperty(name = "souk.grpc.port", defaultValue = "50051")
    int port;

    @Inject
    @ConfigProperty(name = "souk.version", defaultValue = "development")
    String version;

    /** Calls run on the server's threads, so that they see the application's naming, security and transactions. */
    @Resource
    ManagedExecutorService executor;

    private GrpcServer server;

    @PostConstruct
    void start() {
        server = GrpcServer.start(port, GrpcLimits.DEFAULT, executor, List.of(new VersionService(version)));
        LOG.info(() -> "gRPC listens on 127.0.0.1:" + server.port());
    }

    @PreDestroy
    void stop() {
        if (server != null) {
            server.close();
            LOG.info("gRPC has stopped");
        }
    }
}
