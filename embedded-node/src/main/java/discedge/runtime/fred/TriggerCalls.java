package discedge.runtime.fred;

import discedge.runtime.fred.trigger.DeleteItemTriggerRequest;
import discedge.runtime.fred.trigger.Empty;
import discedge.runtime.fred.trigger.PutItemTriggerRequest;
import discedge.runtime.fred.trigger.TriggerNodeGrpc;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Calls trigger nodes over gRPC, one channel a host; each host hears of items in the order of their writes. */
public final class TriggerCalls implements FredTriggers, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TriggerCalls.class.getName());
    private static final long DEADLINE_SECONDS = 5;

    private final Optional<SslContext> tls;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** @param tls empty = in plain text */
    public TriggerCalls(Optional<FredTls> tls) throws IOException {
        this.tls = tls.isPresent() ? Optional.of(tls.get().client()) : Optional.empty();
    }

    /** Outside the call that wrote the item: it would end with that. */
    @Override
    public void tell(String host, String keygroup, String id, String value) {
        Context.ROOT.run(() -> call(host, keygroup, id, value));
    }

    private void call(String host, String keygroup, String id, String value) {
        try {
            TriggerNodeGrpc.TriggerNodeStub stub = TriggerNodeGrpc.newStub(channels.computeIfAbsent(host, this::open)).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
            var heard = new Heard(host);
            if (value.isEmpty()) stub.deleteItemTrigger(DeleteItemTriggerRequest.newBuilder().setKeygroup(keygroup).setId(id).build(), heard);
            else stub.putItemTrigger(PutItemTriggerRequest.newBuilder().setKeygroup(keygroup).setId(id).setVal(value).build(), heard);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the trigger " + host + " cannot be called: " + e.getMessage());
        }
    }

    private ManagedChannel open(String host) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(host);
        return (tls.isPresent() ? builder.sslContext(tls.get()) : builder.usePlaintext()).build();
    }

    private record Heard(String host) implements StreamObserver<Empty> {
        @Override
        public void onNext(Empty nothing) {}

        @Override
        public void onError(Throwable e) {
            LOG.log(System.Logger.Level.DEBUG, "the trigger " + host + " did not take an item: " + e.getMessage());
        }

        @Override
        public void onCompleted() {}
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
