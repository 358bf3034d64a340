package discedge.runtime.fred;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.runtime.fred.wire.AddReplicaRequest;
import discedge.runtime.fred.wire.AddTriggerRequest;
import discedge.runtime.fred.wire.AddUserRequest;
import discedge.runtime.fred.wire.AppendRequest;
import discedge.runtime.fred.wire.ClientGrpc;
import discedge.runtime.fred.wire.CreateKeygroupRequest;
import discedge.runtime.fred.wire.DeleteKeygroupRequest;
import discedge.runtime.fred.wire.DeleteRequest;
import discedge.runtime.fred.wire.Empty;
import discedge.runtime.fred.wire.GetKeygroupInfoRequest;
import discedge.runtime.fred.wire.GetKeygroupInfoResponse;
import discedge.runtime.fred.wire.GetKeygroupTriggerRequest;
import discedge.runtime.fred.wire.GetReplicaRequest;
import discedge.runtime.fred.wire.Item;
import discedge.runtime.fred.wire.KeygroupReplica;
import discedge.runtime.fred.wire.KeysRequest;
import discedge.runtime.fred.wire.ReadRequest;
import discedge.runtime.fred.wire.RemoveReplicaRequest;
import discedge.runtime.fred.wire.RemoveTriggerRequest;
import discedge.runtime.fred.wire.RemoveUserRequest;
import discedge.runtime.fred.wire.Replica;
import discedge.runtime.fred.wire.ScanRequest;
import discedge.runtime.fred.wire.Trigger;
import discedge.runtime.fred.wire.UpdateRequest;
import discedge.runtime.fred.wire.UserRole;
import discedge.runtime.fred.wire.Version;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client of FReD, real or embedded. Every call has a deadline: FReD itself waits for a frozen peer for ever. What did not
 * come back in time is {@link FredReply.NoAnswer}, never a guess.
 */
public final class FredClient implements FredPort, AutoCloseable {
    /** Keygroups and members are set up with others' help: FReD asks its naming service, and a new member takes in all that is there. */
    private static final int SETUP = 10;

    private final ManagedChannel channel;
    private final Duration reads;
    private final Duration writes;
    private final Duration setup;

    /**
     * @param address host:port of its client port
     * @param tls empty = in plain text
     * @param reads longest time of a call that reads items, keys or triggers
     * @param writes longest time of one that changes something or asks for members; setting up keygroups and members may take ten times that
     * @throws IOException if the certificates cannot be used
     */
    public FredClient(String address, Optional<FredTls> tls, Duration reads, Duration writes) throws IOException {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(address).maxInboundMessageSize(FredServer.LARGEST_MESSAGE).directExecutor();
        channel = (tls.isPresent() ? builder.sslContext(tls.get().client()) : builder.usePlaintext()).build();
        this.reads = reads;
        this.writes = writes;
        this.setup = writes.multipliedBy(SETUP);
    }

    /** The user is the certificate's: the one given here is not used. */
    @Override
    public void call(String user, FredCall call, Consumer<FredReply> reply) {
        ClientGrpc.ClientStub read = ClientGrpc.newStub(channel).withDeadlineAfter(reads.toNanos(), TimeUnit.NANOSECONDS);
        ClientGrpc.ClientStub write = ClientGrpc.newStub(channel).withDeadlineAfter(writes.toNanos(), TimeUnit.NANOSECONDS);
        ClientGrpc.ClientStub setup = ClientGrpc.newStub(channel).withDeadlineAfter(this.setup.toNanos(), TimeUnit.NANOSECONDS);
        // FReD asks its naming service where it does not know yet, as at its start.
        ClientGrpc.ClientStub info = write;
        // After a restart of FReD its clients would wait for their next try, up to two minutes.
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) channel.resetConnectBackoff();
        switch (call) {
            case FredCall.CreateKeygroup(String keygroup, boolean mutable, Duration expiry) -> setup.createKeygroup(CreateKeygroupRequest.newBuilder()
                    .setKeygroup(keygroup).setMutable(mutable).setExpiry(expiry.toSeconds()).build(), done(reply));
            case FredCall.DeleteKeygroup(String keygroup) -> setup.deleteKeygroup(DeleteKeygroupRequest.newBuilder().setKeygroup(keygroup).build(), done(reply));
            case FredCall.Read(String keygroup, String id, List<VectorClock> versions) -> read.read(ReadRequest.newBuilder().setKeygroup(keygroup).setId(id)
                    .addAllVersions(versions(versions)).build(), answer(reply, found -> items(found.getDataList())));
            case FredCall.Scan(String keygroup, String id, long count, boolean keysOnly) -> {
                if (keysOnly) read.keys(KeysRequest.newBuilder().setKeygroup(keygroup).setId(id).setCount(count).build(), answer(reply, found -> new FredReply.Items(
                        found.getKeysList().stream().map(key -> new FredReply.Item(key.getId(), "", clock(key.getVersion()))).toList())));
                else read.scan(ScanRequest.newBuilder().setKeygroup(keygroup).setId(id).setCount(count).build(), answer(reply, found -> items(found.getDataList())));
            }
            case FredCall.Update(String keygroup, String id, String value, List<VectorClock> versions) -> write.update(UpdateRequest.newBuilder()
                    .setKeygroup(keygroup).setId(id).setData(value).addAllVersions(versions(versions)).build(),
                    answer(reply, written -> new FredReply.Written(id, clock(written.getVersion()))));
            case FredCall.Append(String keygroup, long id, String value) -> write.append(AppendRequest.newBuilder().setKeygroup(keygroup).setId(id).setData(value).build(),
                    answer(reply, written -> new FredReply.Written(written.getId(), VectorClock.NONE)));
            case FredCall.Delete(String keygroup, String id, List<VectorClock> versions) -> write.delete(DeleteRequest.newBuilder().setKeygroup(keygroup).setId(id)
                    .addAllVersions(versions(versions)).build(), answer(reply, written -> new FredReply.Written(id, clock(written.getVersion()))));
            case FredCall.AddReplica(String keygroup, String node, Duration expiry) -> setup.addReplica(AddReplicaRequest.newBuilder().setKeygroup(keygroup)
                    .setNodeId(node).setExpiry(expiry.toSeconds()).build(), done(reply));
            case FredCall.RemoveReplica(String keygroup, String node) -> setup.removeReplica(RemoveReplicaRequest.newBuilder().setKeygroup(keygroup).setNodeId(node).build(), done(reply));
            case FredCall.GetKeygroupInfo(String keygroup) -> info.getKeygroupInfo(GetKeygroupInfoRequest.newBuilder().setKeygroup(keygroup).build(), answer(reply, FredClient::info));
            case FredCall.GetReplica(String node) -> read.getReplica(GetReplicaRequest.newBuilder().setNodeId(node).build(),
                    answer(reply, found -> new FredReply.Hosts(Map.of(found.getNodeId(), found.getHost()))));
            case FredCall.GetAllReplica _ -> info.getAllReplica(Empty.getDefaultInstance(), answer(reply, found -> {
                var hosts = new TreeMap<String, String>();
                for (Replica one : found.getReplicasList()) hosts.put(one.getNodeId(), one.getHost());
                return new FredReply.Hosts(hosts);
            }));
            case FredCall.GetKeygroupTriggers(String keygroup) -> read.getKeygroupTriggers(GetKeygroupTriggerRequest.newBuilder().setKeygroup(keygroup).build(), answer(reply, found -> {
                var hosts = new TreeMap<String, String>();
                for (Trigger one : found.getTriggersList()) hosts.put(one.getId(), one.getHost());
                return new FredReply.Hosts(hosts);
            }));
            case FredCall.AddTrigger(String keygroup, String trigger, String host) -> write.addTrigger(AddTriggerRequest.newBuilder().setKeygroup(keygroup)
                    .setTriggerId(trigger).setTriggerHost(host).build(), done(reply));
            case FredCall.RemoveTrigger(String keygroup, String trigger) -> write.removeTrigger(RemoveTriggerRequest.newBuilder().setKeygroup(keygroup)
                    .setTriggerId(trigger).build(), done(reply));
            case FredCall.AddUser(String other, String keygroup, var role) -> write.addUser(AddUserRequest.newBuilder().setUser(other).setKeygroup(keygroup)
                    .setRole(UserRole.forNumber(role.ordinal())).build(), done(reply));
            case FredCall.RemoveUser(String other, String keygroup, var role) -> write.removeUser(RemoveUserRequest.newBuilder().setUser(other).setKeygroup(keygroup)
                    .setRole(UserRole.forNumber(role.ordinal())).build(), done(reply));
        }
    }

    private static StreamObserver<Empty> done(Consumer<FredReply> reply) {
        return answer(reply, _ -> new FredReply.Done());
    }

    /** One answer or one error, whichever comes. */
    private static <A> StreamObserver<A> answer(Consumer<FredReply> reply, Function<A, FredReply> read) {
        return new StreamObserver<>() {
            @Override
            public void onNext(A answer) {
                reply.accept(read.apply(answer));
            }

            @Override
            public void onError(Throwable e) {
                reply.accept(failed(Status.fromThrowable(e)));
            }

            @Override
            public void onCompleted() {}
        };
    }

    /** FReD's own refusals are UNKNOWN with a text; everything else says nothing about what was done. */
    private static FredReply failed(Status status) {
        String text = status.getDescription() == null ? "" : status.getDescription();
        return switch (status.getCode()) {
            case UNKNOWN -> FredReply.Refusal.of(text);
            case RESOURCE_EXHAUSTED -> new FredReply.TooLong("the message is too long for FReD: " + text);
            case DEADLINE_EXCEEDED -> new FredReply.NoAnswer("FReD did not answer in time");
            case UNAVAILABLE -> new FredReply.NoAnswer("FReD cannot be reached: " + reason(status, text));
            default -> new FredReply.NoAnswer("FReD answered " + status.getCode() + ": " + text);
        };
    }

    private static String reason(Status status, String text) {
        Throwable at = status.getCause();
        while (at != null && at.getCause() != null) at = at.getCause();
        // "finishConnect(..) failed with error(-111): Connection refused": the last words are for people.
        return (at == null || at.getMessage() == null ? text : at.getMessage()).replaceFirst("^\\S+ failed with error\\(-?\\d+\\): ", "");
    }

    private static FredReply info(GetKeygroupInfoResponse found) {
        var members = new TreeMap<String, Duration>();
        var hosts = new TreeMap<String, String>();
        for (KeygroupReplica one : found.getReplicaList()) {
            members.put(one.getNodeId(), Duration.ofSeconds(one.getExpiry()));
            hosts.put(one.getNodeId(), one.getHost());
        }
        return new FredReply.Info(found.getMutable(), members, hosts);
    }

    private static FredReply items(List<Item> items) {
        return new FredReply.Items(items.stream().map(item -> new FredReply.Item(item.getId(), item.getVal(), clock(item.getVersion()))).toList());
    }

    private static VectorClock clock(Version version) {
        return new VectorClock(version.getVersionMap());
    }

    private static List<Version> versions(List<VectorClock> clocks) {
        return clocks.stream().map(clock -> Version.newBuilder().putAllVersion(clock.counts()).build()).toList();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
