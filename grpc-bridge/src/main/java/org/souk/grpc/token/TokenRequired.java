package org.souk.grpc.token;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import org.souk.core.account.Caller;
import org.souk.grpc.status.BadToken;
import org.souk.grpc.status.Statuses;

/** Lets only calls with a valid bearer token through, and tells the service who calls. */
public final class TokenRequired implements ServerInterceptor {
    /** Who calls; present in every call behind this. */
    public static final Context.Key<Caller> CALLER = Context.key("caller");

    private static final System.Logger LOG = System.getLogger(TokenRequired.class.getName());
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "bearer ";

    private final Callers callers;

    public TokenRequired(Callers callers) {
        this.callers = callers;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String authorization = headers.get(AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refuse(
                    call,
                    Status.UNAUTHENTICATED.withDescription("the metadata has no 'authorization: Bearer <token>'"));
        }
        try {
            Caller caller = callers.of(authorization.substring(SCHEME.length()).strip());
            return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
        } catch (BadToken e) {
            LOG.log(Level.DEBUG, "a token was refused", e);
            return refuse(call, Statuses.of(e));
        }
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
