package discedge.runtime.fred;

import discedge.fred.store.InProcess;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Serves {@code mcc.fred.client.Client} on a port of its own: with certificates by mTLS, without on the loopback interface only. */
public final class FredServer implements AutoCloseable {
    /** Who calls without a certificate. */
    public static final String LOCAL_USER = InProcess.USER;
    static final Context.Key<String> USER = Context.key("fred-user");
    /** As FReD's: gRPC's own default. */
    static final int LARGEST_MESSAGE = 4 << 20;

    private final Server server;

    /**
     * @param port 0 = any that is free
     * @param tls empty = in plain text, on the loopback interface only
     * @throws IOException if the port or the certificates cannot be used; the message says why and what to do
     */
    public FredServer(FredPort port, int wanted, Optional<FredTls> tls) throws IOException {
        InetSocketAddress address = tls.isPresent() ? new InetSocketAddress(wanted) : new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address).maxInboundMessageSize(LARGEST_MESSAGE).directExecutor()
                .addService(ServerInterceptors.intercept(new FredService(port), new Users()));
        if (tls.isPresent()) builder.sslContext(tls.get().server());
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new IOException("The FReD port " + wanted + " cannot be served: " + cause(e) + ". Choose another one, or 0 for any that is free.", e);
        }
    }

    private static String cause(Throwable e) {
        Throwable at = e;
        while (at.getCause() != null) at = at.getCause();
        return at.getMessage();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(1, TimeUnit.SECONDS)) server.shutdownNow();
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** The CN of a certificate's subject. */
    static Optional<String> commonName(Principal subject) {
        try {
            return new LdapName(subject.getName()).getRdns().stream().filter(part -> part.getType().equalsIgnoreCase("CN")).map(part -> part.getValue().toString()).findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** The user is the certificate's CN. */
    private static final class Users implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return Contexts.interceptCall(Context.current().withValue(USER, user(call.getAttributes())), call, headers, next);
        }

        private static String user(Attributes attributes) {
            SSLSession session = attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            if (session == null) return LOCAL_USER;
            try {
                return commonName(session.getPeerPrincipal()).orElse("");
            } catch (SSLPeerUnverifiedException e) {
                return "";
            }
        }
    }
}
