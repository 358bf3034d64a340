package discedge.runtime.fred;

import discedge.runtime.fred.trigger.DeleteItemTriggerRequest;
import discedge.runtime.fred.trigger.Empty;
import discedge.runtime.fred.trigger.PutItemTriggerRequest;
import discedge.runtime.fred.trigger.TriggerNodeGrpc;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Serves {@code mcc.fred.trigger.TriggerNode}: FReD tells it of each write. It answers at once, because a writer waits for that. */
public final class TriggerServer implements AutoCloseable {
    /** Hears of items; must not block. */
    public interface Listener {
        /** @param value empty = deleted: so FReD tells of a delete at another node */
        void put(String keygroup, String id, String value);
    }

    private final Server server;

    /**
     * @param address to listen at; port 0 = any that is free
     * @param tls empty = in plain text
     * @throws IOException if the port or the certificates cannot be used
     */
    public TriggerServer(InetSocketAddress address, Optional<FredTls> tls, Listener listener) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address).maxInboundMessageSize(FredServer.LARGEST_MESSAGE).directExecutor()
                .addService(new Service(listener));
        if (tls.isPresent()) builder.sslContext(tls.get().server());
        server = builder.build().start();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Service extends TriggerNodeGrpc.TriggerNodeImplBase {
        private final Listener listener;

        Service(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void putItemTrigger(PutItemTriggerRequest request, StreamObserver<Empty> observer) {
            answer(observer);
            listener.put(request.getKeygroup(), request.getId(), request.getVal());
        }

        @Override
        public void deleteItemTrigger(DeleteItemTriggerRequest request, StreamObserver<Empty> observer) {
            answer(observer);
            listener.put(request.getKeygroup(), request.getId(), "");
        }

        private static void answer(StreamObserver<Empty> observer) {
            observer.onNext(Empty.getDefaultInstance());
            observer.onCompleted();
        }
    }
}
