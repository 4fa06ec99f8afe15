package org.souk.agent.transfer;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Refuses calls without a move's secret before they can say anything. Which move it must fit is seen later. */
final class SecretRequired implements ServerInterceptor {
    static final Context.Key<String> SECRET = Context.key("secret");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Ticket ";

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String authorization = headers.get(AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            call.close(
                    Status.UNAUTHENTICATED.withDescription("a target asks for 'authorization: Ticket <secret>'"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        Context context = Context.current().withValue(SECRET, authorization.substring(SCHEME.length()));
        return Contexts.interceptCall(context, call, headers, next);
    }
}
