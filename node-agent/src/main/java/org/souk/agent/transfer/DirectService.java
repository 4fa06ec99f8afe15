package org.souk.agent.transfer;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import org.souk.protocol.migration.MigrationGrpc;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;

/** {@code Send}, as a target offers it. {@code Receive} is the bridge's alone. */
final class DirectService extends MigrationGrpc.MigrationImplBase {
    private final Map<String, Incoming> expected;

    DirectService(Map<String, Incoming> expected) {
        this.expected = expected;
    }

    @Override
    public StreamObserver<SendRequest> send(StreamObserver<SendResponse> responses) {
        return new DirectCall(
                expected, SecretRequired.SECRET.get(), (ServerCallStreamObserver<SendResponse>) responses);
    }
}
