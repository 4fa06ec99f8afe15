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

    static final Metadata.Key<String> TICKET = Metadata.Key.of("souk-ticket", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String secret = headers.get(TICKET);
        if (secret == null || secret.isEmpty()) {
            call.close(Status.UNAUTHENTICATED.withDescription("the metadata has no 'souk-ticket'"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(Context.current().withValue(SECRET, secret), call, headers, next);
    }
}
