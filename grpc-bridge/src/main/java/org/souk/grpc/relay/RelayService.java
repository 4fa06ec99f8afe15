package org.souk.grpc.relay;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.grpc.token.Callers;
import org.souk.grpc.token.TokenRequired;
import org.souk.protocol.migration.MigrationGrpc;
import org.souk.protocol.migration.ReceiveRequest;
import org.souk.protocol.migration.ReceiveResponse;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;

/** {@code migration.proto} as the market offers it: for nodes, with their token and the ticket of a move. */
public final class RelayService extends MigrationGrpc.MigrationImplBase {
    private static final Context.Key<RelayEntry> ENTRANCE = Context.key("entrance");

    private final Relay relay;

    private RelayService(Relay relay) {
        this.relay = relay;
    }

    /** The service, behind its guards. */
    public static ServerServiceDefinition guarded(Relay relay, Callers callers) {
        // The last one is asked first.
        return ServerInterceptors.intercept(new RelayService(relay), new TicketRequired(), new TokenRequired(callers));
    }

    @Override
    public StreamObserver<SendRequest> send(StreamObserver<SendResponse> responses) {
        return new SourceCall(relay, ENTRANCE.get(), (ServerCallStreamObserver<SendResponse>) responses);
    }

    @Override
    public StreamObserver<ReceiveRequest> receive(StreamObserver<ReceiveResponse> responses) {
        return new TargetCall(relay, ENTRANCE.get(), (ServerCallStreamObserver<ReceiveResponse>) responses);
    }

    /** Lets only nodes with a ticket through. Whether it is one of theirs is seen later. */
    private static final class TicketRequired implements ServerInterceptor {
        private static final Metadata.Key<String> TICKET =
                Metadata.Key.of("souk-ticket", Metadata.ASCII_STRING_MARSHALLER);

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Optional<NodeId> node = TokenRequired.CALLER.get().node();
            String secret = headers.get(TICKET);
            if (node.isEmpty()) {
                return refuse(call, Status.PERMISSION_DENIED.withDescription("the token names no node"));
            }
            if (secret == null || secret.isEmpty()) {
                return refuse(call, Status.UNAUTHENTICATED.withDescription("the metadata has no 'souk-ticket'"));
            }
            Context context = Context.current().withValue(ENTRANCE, new RelayEntry(node.get(), secret));
            return Contexts.interceptCall(context, call, headers, next);
        }

        private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
            call.close(status, new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
