package discedge.runtime.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.runtime.fred.wire.AddReplicaRequest;
import discedge.runtime.fred.wire.CreateKeygroupRequest;
import discedge.runtime.fred.wire.DeleteKeygroupRequest;
import discedge.runtime.fred.wire.DeleteRequest;
import discedge.runtime.fred.wire.Item;
import discedge.runtime.fred.wire.Key;
import discedge.runtime.fred.wire.KeysRequest;
import discedge.runtime.fred.wire.ReadRequest;
import discedge.runtime.fred.wire.ScanRequest;
import discedge.runtime.fred.wire.UpdateRequest;
import discedge.runtime.fred.wire.Version;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites on FReD have in common: a keygroup of their own with two members, and short forms of calls. */
abstract class FredForms {
    static final long PATIENCE = 20_000_000_000L;

    final String keygroup = "contract" + Long.toUnsignedString(new SplittableRandom(System.nanoTime()).nextLong(), 36);
    FredCluster cluster;

    abstract FredCluster cluster() throws Exception;

    @BeforeEach
    void keygroup() throws Exception {
        cluster = cluster();
        cluster.at(0).createKeygroup(CreateKeygroupRequest.newBuilder().setKeygroup(keygroup).setMutable(true).build());
        join(1);
    }

    @AfterEach
    void clean() {
        eventually(() -> {
            cluster.at(0).deleteKeygroup(DeleteKeygroupRequest.newBuilder().setKeygroup(keygroup).build());
            return true;
        });
    }

    // ---- short forms

    void join(int node) {
        // The other node must be known in the cluster first.
        eventually(() -> {
            cluster.at(0).addReplica(AddReplicaRequest.newBuilder().setKeygroup(keygroup).setNodeId(cluster.node(node)).build());
            return true;
        });
    }

    static Version version(Map<String, Long> counts) {
        return Version.newBuilder().putAllVersion(counts).build();
    }

    Version put(int at, String id, String value, Version... versions) {
        return cluster.at(at).update(UpdateRequest.newBuilder().setKeygroup(keygroup).setId(id).setData(value).addAllVersions(Arrays.asList(versions)).build()).getVersion();
    }

    List<Item> read(int at, String id) {
        return cluster.at(at).read(ReadRequest.newBuilder().setKeygroup(keygroup).setId(id).build()).getDataList();
    }

    Version delete(int at, String id, Version... versions) {
        return cluster.at(at).delete(DeleteRequest.newBuilder().setKeygroup(keygroup).setId(id).addAllVersions(Arrays.asList(versions)).build()).getVersion();
    }

    List<Item> scan(int at, String id, long count) {
        return cluster.at(at).scan(ScanRequest.newBuilder().setKeygroup(keygroup).setId(id).setCount(count).build()).getDataList();
    }

    List<Key> keys(int at, String id, long count) {
        return cluster.at(at).keys(KeysRequest.newBuilder().setKeygroup(keygroup).setId(id).setCount(count).build()).getKeysList();
    }

    static String refused(Supplier<?> call) {
        StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, call::get);
        assertEquals(Status.Code.UNKNOWN, refused.getStatus().getCode(), refused.toString());
        return refused.getStatus().getDescription();
    }

    /** What is replicated is there soon, not at once. */
    static void eventually(Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE;
        RuntimeException last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.get()) return;
            } catch (StatusRuntimeException e) {
                last = e;
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new AssertionError("did not come to be in 20 s", last);
    }

    void awaitValue(int at, String id, String value) {
        eventually(() -> read(at, id).stream().map(Item::getVal).toList().equals(List.of(value)));
    }

    // ---- items

    FredReply ask(FredClient client, FredCall call) throws Exception {
        var reply = new CompletableFuture<FredReply>();
        client.call("", call, reply::complete);
        return reply.get(30, TimeUnit.SECONDS);
    }
}
