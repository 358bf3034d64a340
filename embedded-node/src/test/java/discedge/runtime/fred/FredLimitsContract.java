package discedge.runtime.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.runtime.fred.wire.ClientGrpc;
import discedge.runtime.fred.wire.CreateKeygroupRequest;
import discedge.runtime.fred.wire.DeleteKeygroupRequest;
import discedge.runtime.fred.wire.DeleteRequest;
import discedge.runtime.fred.wire.Item;
import discedge.runtime.fred.wire.Key;
import discedge.runtime.fred.wire.ReadRequest;
import discedge.runtime.fred.wire.ScanRequest;
import discedge.runtime.fred.wire.UpdateRequest;
import discedge.runtime.fred.wire.Version;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same for items that are too long, not text or past their time. */
abstract class FredLimitsContract extends FredForms {
    private static final int MESSAGE = 4 << 20;
    /** Takes an update's bytes as they are. */
    private static final MethodDescriptor<byte[], byte[]> RAW = MethodDescriptor.newBuilder(bytes(), bytes()).setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(ClientGrpc.getUpdateMethod().getFullMethodName()).build();

    @Test
    void a_value_of_a_million_bytes_is_kept_and_one_that_is_longer_than_a_message_is_too_long() {
        String much = "v".repeat(1_000_000);
        put(0, "long", much);
        assertEquals(much, read(0, "long").getFirst().getVal());
        awaitValue(1, "long", much);
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, assertThrows(StatusRuntimeException.class, () -> put(0, "longer", "v".repeat(MESSAGE))).getStatus().getCode());
        assertEquals("item longer not found in keygroup " + keygroup, refused(() -> read(0, "longer")));
        put(0, "after", "it serves on");
    }

    @Test
    void our_client_says_of_a_value_that_it_is_too_long_and_of_a_page() throws Exception {
        try (var client = new FredClient(cluster.address(0), cluster.tls("client"), Duration.ofSeconds(10), Duration.ofSeconds(10))) {
            assertInstanceOf(FredReply.TooLong.class, ask(client, new FredCall.Update(keygroup, "x", "v".repeat(MESSAGE), List.of())));
            for (String id : List.of("a", "b", "c", "d", "e")) put(0, id, "v".repeat(1_000_000));
            assertInstanceOf(FredReply.TooLong.class, ask(client, new FredCall.Scan(keygroup, "a", 5, false)));
            assertInstanceOf(FredReply.Items.class, ask(client, new FredCall.Scan(keygroup, "a", 4, false)));
        }
    }

    @Test
    void a_value_that_is_no_UTF_8_is_refused_and_not_kept() {
        byte[] update = UpdateRequest.newBuilder().setKeygroup(keygroup).setId("x").setData("??").build().toByteArray();
        // The value is the last field.
        update[update.length - 2] = (byte) 0xc3;
        update[update.length - 1] = (byte) 0x28;
        assertThrows(StatusRuntimeException.class, () -> ClientCalls.blockingUnaryCall(cluster.at(0).getChannel(), RAW, CallOptions.DEFAULT, update));
        assertEquals("item x not found in keygroup " + keygroup, refused(() -> read(0, "x")));
        put(0, "x", "it serves on");
    }

    private static MethodDescriptor.Marshaller<byte[]> bytes() {
        return new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Test
    void an_expired_item_is_one_that_is_not_there() {
        String brief = keygroup + "brief";
        cluster.at(0).createKeygroup(CreateKeygroupRequest.newBuilder().setKeygroup(brief).setMutable(true).setExpiry(1).build());
        try {
            for (String id : List.of("a", "b", "c")) cluster.at(0).update(UpdateRequest.newBuilder().setKeygroup(brief).setId(id).setData("one").build());
            String gone = "item c not found in keygroup " + brief;
            eventually(() -> {
                try {
                    cluster.at(0).read(ReadRequest.newBuilder().setKeygroup(brief).setId("c").build());
                    return false;
                } catch (StatusRuntimeException e) {
                    return gone.equals(e.getStatus().getDescription());
                }
            });
            assertEquals("item does not exist so it cannot be deleted", refused(() -> cluster.at(0).delete(DeleteRequest.newBuilder().setKeygroup(brief).setId("a").build())));
            assertEquals("error scanning 3 items starting at a from keygroup " + brief, refused(() -> cluster.at(0).scan(ScanRequest.newBuilder().setKeygroup(brief).setId("a").setCount(3).build())));
            UpdateRequest.Builder again = UpdateRequest.newBuilder().setKeygroup(brief).setId("b").setData("two");
            assertEquals("error updating item", refused(() -> cluster.at(0).update(again.clone().addVersions(Version.getDefaultInstance()).build())), "its version is remembered");
            assertEquals(version(Map.of(cluster.node(0), 2L)), cluster.at(0).update(again.build()).getVersion());
        } finally {
            cluster.at(0).deleteKeygroup(DeleteKeygroupRequest.newBuilder().setKeygroup(brief).build());
        }
    }

    @Test
    void a_scan_may_begin_at_a_deleted_item() {
        put(0, "a", "one");
        put(0, "b", "two");
        delete(0, "a");
        assertEquals(List.of("a", "b"), scan(0, "a", 5).stream().map(Item::getId).toList());
        assertEquals(List.of("a", "b"), keys(0, "a", 5).stream().map(Key::getId).toList());
    }
}
