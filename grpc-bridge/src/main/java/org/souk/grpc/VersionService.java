package org.souk.grpc;

import io.grpc.stub.StreamObserver;
import org.souk.grpc.v1.GetVersionRequest;
import org.souk.grpc.v1.GetVersionResponse;
import org.souk.grpc.v1.VersionServiceGrpc;

/** Answers with the version of this server and of the wire protocol that it speaks. */
public final class VersionService extends VersionServiceGrpc.VersionServiceImplBase {

    /** Raised when an older peer cannot understand a newer one. */
    public static final int PROTOCOL = 1;

    private final String version;

    public VersionService(String version) {
        this.version = version;
    }

    @Override
    public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> responses) {
        responses.onNext(GetVersionResponse.newBuilder()
                .setName("souk")
                .setVersion(version)
                .setProtocol(PROTOCOL)
                .build());
        responses.onCompleted();
    }
}
