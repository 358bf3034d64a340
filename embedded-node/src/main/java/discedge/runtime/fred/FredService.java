package discedge.runtime.fred;

import com.google.protobuf.Message;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.Role;
import discedge.fred.kv.VectorClock;
import discedge.runtime.fred.wire.AddReplicaRequest;
import discedge.runtime.fred.wire.AddTriggerRequest;
import discedge.runtime.fred.wire.AddUserRequest;
import discedge.runtime.fred.wire.AppendRequest;
import discedge.runtime.fred.wire.AppendResponse;
import discedge.runtime.fred.wire.ClientGrpc;
import discedge.runtime.fred.wire.CreateKeygroupRequest;
import discedge.runtime.fred.wire.DeleteKeygroupRequest;
import discedge.runtime.fred.wire.DeleteRequest;
import discedge.runtime.fred.wire.DeleteResponse;
import discedge.runtime.fred.wire.Empty;
import discedge.runtime.fred.wire.GetAllReplicaResponse;
import discedge.runtime.fred.wire.GetKeygroupInfoRequest;
import discedge.runtime.fred.wire.GetKeygroupInfoResponse;
import discedge.runtime.fred.wire.GetKeygroupTriggerRequest;
import discedge.runtime.fred.wire.GetKeygroupTriggerResponse;
import discedge.runtime.fred.wire.GetReplicaRequest;
import discedge.runtime.fred.wire.GetReplicaResponse;
import discedge.runtime.fred.wire.Item;
import discedge.runtime.fred.wire.Key;
import discedge.runtime.fred.wire.KeygroupReplica;
import discedge.runtime.fred.wire.KeysRequest;
import discedge.runtime.fred.wire.KeysResponse;
import discedge.runtime.fred.wire.ReadRequest;
import discedge.runtime.fred.wire.ReadResponse;
import discedge.runtime.fred.wire.RemoveReplicaRequest;
import discedge.runtime.fred.wire.RemoveTriggerRequest;
import discedge.runtime.fred.wire.RemoveUserRequest;
import discedge.runtime.fred.wire.Replica;
import discedge.runtime.fred.wire.ScanRequest;
import discedge.runtime.fred.wire.ScanResponse;
import discedge.runtime.fred.wire.Trigger;
import discedge.runtime.fred.wire.UpdateRequest;
import discedge.runtime.fred.wire.UpdateResponse;
import discedge.runtime.fred.wire.UserRole;
import discedge.runtime.fred.wire.Version;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** FReD's calls as gRPC has them. What is refused is UNKNOWN with FReD's text, as FReD does it. */
final class FredService extends ClientGrpc.ClientImplBase {
    private final FredPort port;

    FredService(FredPort port) {
        this.port = port;
    }

    private <A extends Message> void call(FredCall call, StreamObserver<A> observer, Function<FredReply, A> answer) {
        port.call(FredServer.USER.get(), call, reply -> {
            if (reply instanceof FredReply.Refusal refusal) {
                observer.onError(Status.UNKNOWN.withDescription(refusal.message()).asRuntimeException());
                return;
            }
            observer.onNext(answer.apply(reply));
            observer.onCompleted();
        });
    }

    private void call(FredCall call, StreamObserver<Empty> observer) {
        call(call, observer, _ -> Empty.getDefaultInstance());
    }

    // ---- keygroups

    @Override
    public void createKeygroup(CreateKeygroupRequest q, StreamObserver<Empty> observer) {
        call(new FredCall.CreateKeygroup(q.getKeygroup(), q.getMutable(), expiry(q.getExpiry())), observer);
    }

    @Override
    public void deleteKeygroup(DeleteKeygroupRequest q, StreamObserver<Empty> observer) {
        call(new FredCall.DeleteKeygroup(q.getKeygroup()), observer);
    }

    @Override
    public void addReplica(AddReplicaRequest q, StreamObserver<Empty> observer) {
        call(new FredCall.AddReplica(q.getKeygroup(), q.getNodeId(), expiry(q.getExpiry())), observer);
    }

    @Override
    public void removeReplica(RemoveReplicaRequest q, StreamObserver<Empty> observer) {
        call(new FredCall.RemoveReplica(q.getKeygroup(), q.getNodeId()), observer);
    }

    @Override
    public void getKeygroupInfo(GetKeygroupInfoRequest q, StreamObserver<GetKeygroupInfoResponse> observer) {
        call(new FredCall.GetKeygroupInfo(q.getKeygroup()), observer, reply -> {
            var info = (FredReply.Info) reply;
            var answer = GetKeygroupInfoResponse.newBuilder().setMutable(info.mutable());
            info.members().forEach((node, expiry) -> answer.addReplica(KeygroupReplica.newBuilder().setNodeId(node).setExpiry(expiry.toSeconds())
                    .setHost(info.hosts().getOrDefault(node, ""))));
            return answer.build();
        });
    }

    @Override
    public void getReplica(GetReplicaRequest q, StreamObserver<GetReplicaResponse> observer) {
        call(new FredCall.GetReplica(q.getNodeId()), observer, reply -> GetReplicaResponse.newBuilder().setNodeId(q.getNodeId())
                .setHost(((FredReply.Hosts) reply).hosts().get(q.getNodeId())).build());
    }

    @Override
    public void getAllReplica(Empty q, StreamObserver<GetAllReplicaResponse> observer) {
        call(new FredCall.GetAllReplica(), observer, reply -> {
            var answer = GetAllReplicaResponse.newBuilder();
            ((FredReply.Hosts) reply).hosts().forEach((node, host) -> answer.addReplicas(Replica.newBuilder().setNodeId(node).setHost(host)));
            return answer.build();
        });
    }

    // ---- users and triggers

    @Override
    public void addUser(AddUserRequest q, StreamObserver<Empty> observer) {
        if (isKnown(q.getRole(), observer)) call(new FredCall.AddUser(q.getUser(), q.getKeygroup(), Role.values()[q.getRole().getNumber()]), observer);
    }

    @Override
    public void removeUser(RemoveUserRequest q, StreamObserver<Empty> observer) {
        if (isKnown(q.getRole(), observer)) call(new FredCall.RemoveUser(q.getUser(), q.getKeygroup(), Role.values()[q.getRole().getNumber()]), observer);
    }

    @Override
    public void addTrigger(AddTriggerRequest q, StreamObserver<Empty> observer) {
        call(new FredCall.AddTrigger(q.getKeygroup(), q.getTriggerId(), q.getTriggerHost()), observer);
    }

    @Override
    public void removeTrigger(RemoveTriggerRequest q, StreamObserver<Empty> observer) {
        call(new FredCall.RemoveTrigger(q.getKeygroup(), q.getTriggerId()), observer);
    }

    @Override
    public void getKeygroupTriggers(GetKeygroupTriggerRequest q, StreamObserver<GetKeygroupTriggerResponse> observer) {
        call(new FredCall.GetKeygroupTriggers(q.getKeygroup()), observer, reply -> {
            var answer = GetKeygroupTriggerResponse.newBuilder();
            ((FredReply.Hosts) reply).hosts().forEach((id, host) -> answer.addTriggers(Trigger.newBuilder().setId(id).setHost(host)));
            return answer.build();
        });
    }

    // ---- items

    @Override
    public void read(ReadRequest q, StreamObserver<ReadResponse> observer) {
        call(new FredCall.Read(q.getKeygroup(), q.getId(), clocks(q.getVersionsList())), observer,
                reply -> ReadResponse.newBuilder().addAllData(items(reply)).build());
    }

    @Override
    public void scan(ScanRequest q, StreamObserver<ScanResponse> observer) {
        call(new FredCall.Scan(q.getKeygroup(), q.getId(), q.getCount(), false), observer, reply -> ScanResponse.newBuilder().addAllData(items(reply)).build());
    }

    @Override
    public void keys(KeysRequest q, StreamObserver<KeysResponse> observer) {
        call(new FredCall.Scan(q.getKeygroup(), q.getId(), q.getCount(), true), observer, reply -> {
            var answer = KeysResponse.newBuilder();
            for (FredReply.Item item : ((FredReply.Items) reply).items()) answer.addKeys(Key.newBuilder().setId(item.id()).setVersion(version(item.version())));
            return answer.build();
        });
    }

    @Override
    public void update(UpdateRequest q, StreamObserver<UpdateResponse> observer) {
        call(new FredCall.Update(q.getKeygroup(), q.getId(), q.getData(), clocks(q.getVersionsList())), observer,
                reply -> UpdateResponse.newBuilder().setVersion(version(((FredReply.Written) reply).version())).build());
    }

    @Override
    public void append(AppendRequest q, StreamObserver<AppendResponse> observer) {
        call(new FredCall.Append(q.getKeygroup(), q.getId(), q.getData()), observer,
                reply -> AppendResponse.newBuilder().setId(((FredReply.Written) reply).id()).build());
    }

    @Override
    public void delete(DeleteRequest q, StreamObserver<DeleteResponse> observer) {
        call(new FredCall.Delete(q.getKeygroup(), q.getId(), clocks(q.getVersionsList())), observer,
                reply -> DeleteResponse.newBuilder().setVersion(version(((FredReply.Written) reply).version())).build());
    }

    // ---- parts

    private static Duration expiry(long seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, 0, Integer.MAX_VALUE));
    }

    private static boolean isKnown(UserRole role, StreamObserver<Empty> observer) {
        if (role != UserRole.UNRECOGNIZED) return true;
        observer.onError(Status.INVALID_ARGUMENT.withDescription("there is no such role").asRuntimeException());
        return false;
    }

    private static List<VectorClock> clocks(List<Version> versions) {
        return versions.stream().map(version -> new VectorClock(version.getVersionMap())).toList();
    }

    private static Version version(VectorClock clock) {
        return Version.newBuilder().putAllVersion(clock.counts()).build();
    }

    private static List<Item> items(FredReply reply) {
        return ((FredReply.Items) reply).items().stream()
                .map(item -> Item.newBuilder().setId(item.id()).setVal(item.value()).setVersion(version(item.version())).build()).toList();
    }
}
