package discedge.runtime.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.runtime.fred.wire.AddReplicaRequest;
import discedge.runtime.fred.wire.AddTriggerRequest;
import discedge.runtime.fred.wire.AddUserRequest;
import discedge.runtime.fred.wire.AppendRequest;
import discedge.runtime.fred.wire.CreateKeygroupRequest;
import discedge.runtime.fred.wire.DeleteKeygroupRequest;
import discedge.runtime.fred.wire.Empty;
import discedge.runtime.fred.wire.GetKeygroupInfoRequest;
import discedge.runtime.fred.wire.GetReplicaRequest;
import discedge.runtime.fred.wire.Item;
import discedge.runtime.fred.wire.Key;
import discedge.runtime.fred.wire.KeygroupReplica;
import discedge.runtime.fred.wire.ReadRequest;
import discedge.runtime.fred.wire.RemoveReplicaRequest;
import discedge.runtime.fred.wire.RemoveTriggerRequest;
import discedge.runtime.fred.wire.RemoveUserRequest;
import discedge.runtime.fred.wire.Replica;
import discedge.runtime.fred.wire.UpdateRequest;
import discedge.runtime.fred.wire.UserRole;
import discedge.runtime.fred.wire.Version;
import io.grpc.StatusRuntimeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a FReD client may rely on, whoever serves it: run on the embedded replica, in plain text and over mTLS, and on real FReD. */
abstract class FredContract extends FredLimitsContract {
    @Test
    void a_value_is_read_where_it_was_written_with_its_version_and_soon_at_every_member() {
        Version written = put(0, "x", "one");
        assertEquals(Map.of(cluster.node(0), 1L), written.getVersionMap());
        assertEquals(List.of(Item.newBuilder().setId("x").setVal("one").setVersion(written).build()), read(0, "x"));
        awaitValue(1, "x", "one");
        assertEquals(written, read(1, "x").getFirst().getVersion());
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertEquals("item nothing not found in keygroup " + keygroup, refused(() -> read(0, "nothing")));
    }

    @Test
    void values_are_text_of_any_language_and_not_empty() {
        put(0, "x", "Grüße, 世界, مرحبا 😀 \n \" { }");
        assertEquals("Grüße, 世界, مرحبا 😀 \n \" { }", read(0, "x").getFirst().getVal());
        assertEquals("error updating item", refused(() -> put(0, "x", "")));
    }

    @Test
    void an_empty_version_creates_only_what_is_not_there() {
        put(0, "x", "one", version(Map.of()));
        assertEquals("error updating item", refused(() -> put(0, "x", "two", version(Map.of()))));
        assertEquals("one", read(0, "x").getFirst().getVal());
    }

    @Test
    void a_version_that_was_read_replaces_what_was_read_and_nothing_newer() {
        Version one = put(0, "x", "one");
        Version two = put(0, "x", "two", one);
        assertEquals(Map.of(cluster.node(0), 2L), two.getVersionMap());
        assertEquals("error updating item", refused(() -> put(0, "x", "three", one)));
        assertEquals("two", read(0, "x").getFirst().getVal());
    }

    @Test
    void an_update_without_versions_wins_and_ticks_its_own_node() {
        put(0, "x", "one");
        awaitValue(1, "x", "one");
        assertEquals(Map.of(cluster.node(0), 1L, cluster.node(1), 1L), put(1, "x", "two").getVersionMap());
        awaitValue(0, "x", "two");
    }

    @Test
    void after_a_delete_the_tombstone_must_be_known_to_write_with_a_version() {
        Version one = put(0, "x", "one");
        Version gone = delete(0, "x");
        assertEquals("item x not found in keygroup " + keygroup, refused(() -> read(0, "x")));
        assertEquals("error updating item", refused(() -> put(0, "x", "two", one)));
        put(0, "x", "two", gone);
        awaitValue(1, "x", "two");
    }

    @Test
    void a_delete_reaches_the_other_members() {
        put(0, "x", "one");
        awaitValue(1, "x", "one");
        delete(0, "x");
        eventually(() -> {
            try {
                read(1, "x");
                return false;
            } catch (StatusRuntimeException e) {
                return ("item x not found in keygroup " + keygroup).equals(e.getStatus().getDescription());
            }
        });
        assertEquals("item does not exist so it cannot be deleted", refused(() -> delete(0, "never")));
    }

    @Test
    void a_read_with_the_version_that_is_there_shows_it() {
        Version one = put(0, "x", "one");
        assertEquals(1, cluster.at(0).read(ReadRequest.newBuilder().setKeygroup(keygroup).setId("x").addVersions(one).build()).getDataCount());
    }

    @Test
    void a_delete_repeated_is_a_newer_tombstone() {
        put(0, "x", "one");
        assertEquals(2, delete(0, "x").getVersionMap().get(cluster.node(0)));
        assertEquals(3, delete(0, "x").getVersionMap().get(cluster.node(0)));
    }

    @Test
    void a_scan_begins_at_an_item_that_exists_goes_in_order_and_counts_tombstones() {
        for (String id : List.of("b1", "a1", "a1b", "c1")) put(0, id, "v" + id);
        delete(0, "b1");
        assertEquals(List.of("a1b", "a1", "b1", "c1"), scan(0, "a1b", 9).stream().map(Item::getId).toList(), "an id that begins another one comes after it");
        assertEquals(List.of("a1b", "a1", "b1"), scan(0, "a1b", 3).stream().map(Item::getId).toList());
        assertEquals(List.of("va1b", "va1", ""), scan(0, "a1b", 3).stream().map(Item::getVal).toList());
        assertEquals(List.of("a1", "b1"), keys(0, "a1", 2).stream().map(Key::getId).toList());
        assertEquals("error scanning 3 items starting at zz from keygroup " + keygroup, refused(() -> scan(0, "zz", 3)));
        assertEquals("count must be at least 1, got 0", refused(() -> scan(0, "a1", 0)));
    }

    @Test
    void keys_of_fixed_length_are_a_sessions_records_in_one_scan() {
        String session = "abcdefghijklmnopqrstuvwxyz";
        put(0, session + "a00000000000000", "first");
        for (int turn = 1; turn <= 5; turn++) put(0, session + "t%06dabcdefgh".formatted(turn), "turn " + turn);
        put(0, "b" + session.substring(1) + "a00000000000000", "another session");
        List<Item> records = scan(0, session + "a00000000000000", 6);
        assertEquals("turn 5", records.getLast().getVal());
        assertTrue(records.stream().allMatch(item -> item.getId().startsWith(session)));
    }

    @Test
    void illegal_ids_are_refused() {
        for (String bad : List.of("a-b", "a b", "ä", "a/b")) {
            assertEquals("error updating item", refused(() -> put(0, bad, "v")));
            assertEquals("error reading item " + bad + " from keygroup " + keygroup, refused(() -> read(0, bad)));
        }
    }

    // ---- keygroups, members

    @Test
    void a_keygroup_exists_once() {
        eventually(() -> cluster.at(1).getKeygroupInfo(GetKeygroupInfoRequest.newBuilder().setKeygroup(keygroup).build()).getMutable());
        assertEquals("error creating keygroup", refused(() -> cluster.at(1).createKeygroup(CreateKeygroupRequest.newBuilder().setKeygroup(keygroup).setMutable(true).build())));
    }

    @Test
    void a_member_that_joins_has_at_once_what_was_there_before() {
        for (int i = 0; i < 20; i++) put(0, "x" + i, "v" + i);
        join(2);
        eventually(() -> read(2, "x19").getFirst().getVal().equals("v19"));
        for (int i = 0; i < 20; i++) assertEquals("v" + i, read(2, "x" + i).getFirst().getVal());
    }

    @Test
    void members_are_listed_with_the_hosts_they_advertise() {
        eventually(() -> cluster.at(1).getKeygroupInfo(GetKeygroupInfoRequest.newBuilder().setKeygroup(keygroup).build()).getReplicaList().stream()
                .map(KeygroupReplica::getNodeId).sorted().toList().equals(List.of(cluster.node(0), cluster.node(1))));
        var info = cluster.at(1).getKeygroupInfo(GetKeygroupInfoRequest.newBuilder().setKeygroup(keygroup).build());
        assertTrue(info.getMutable());
        Map<String, String> hosts = cluster.at(0).getAllReplica(Empty.getDefaultInstance()).getReplicasList().stream()
                .collect(java.util.stream.Collectors.toMap(Replica::getNodeId, Replica::getHost));
        assertTrue(hosts.keySet().containsAll(List.of(cluster.node(0), cluster.node(1), cluster.node(2))), hosts.toString());
        for (KeygroupReplica member : info.getReplicaList()) assertEquals(hosts.get(member.getNodeId()), member.getHost());
        assertEquals(hosts.get(cluster.node(1)), cluster.at(0).getReplica(GetReplicaRequest.newBuilder().setNodeId(cluster.node(1)).build()).getHost());
        assertEquals("no such node with nodeId=nobody", refused(() -> cluster.at(0).getReplica(GetReplicaRequest.newBuilder().setNodeId("nobody").build())));
    }

    @Test
    void a_member_can_leave_but_not_the_last_one() {
        assertEquals("error adding replica", refused(() -> cluster.at(0).addReplica(AddReplicaRequest.newBuilder().setKeygroup(keygroup).setNodeId(cluster.node(1)).build())));
        cluster.at(0).removeReplica(RemoveReplicaRequest.newBuilder().setKeygroup(keygroup).setNodeId(cluster.node(1)).build());
        assertEquals("error removing replica",
                refused(() -> cluster.at(0).removeReplica(RemoveReplicaRequest.newBuilder().setKeygroup(keygroup).setNodeId(cluster.node(0)).build())));
        put(0, "x", "one");
        eventually(() -> {
            try {
                read(1, "x");
                return false;
            } catch (StatusRuntimeException e) {
                return true;
            }
        });
    }

    @Test
    void an_immutable_keygroup_only_takes_more() {
        String log = keygroup + "log";
        cluster.at(0).createKeygroup(CreateKeygroupRequest.newBuilder().setKeygroup(log).setMutable(false).build());
        var append = AppendRequest.newBuilder().setKeygroup(log).setData("first");
        assertEquals("0", cluster.at(0).append(append.clone().setId(0).build()).getId());
        assertEquals("18446744073709551615", cluster.at(0).append(append.clone().setId(-1).build()).getId());
        assertEquals("error updating item", refused(() -> cluster.at(0).append(append.clone().setId(0).build())));
        assertEquals("cannot update item 0 because keygroup is immutable",
                refused(() -> cluster.at(0).update(UpdateRequest.newBuilder().setKeygroup(log).setId("0").setData("x").build())));
        assertEquals("cannot append 7 to mutable keygroup", refused(() -> cluster.at(0).append(AppendRequest.newBuilder().setKeygroup(keygroup).setId(7).setData("x").build())));
        cluster.at(0).deleteKeygroup(DeleteKeygroupRequest.newBuilder().setKeygroup(log).build());
    }

    // ---- users

    @Test
    void what_a_user_may_not_do_looks_as_if_it_were_not_there() {
        assumeTrue(cluster.hasUsers(), "in plain text there is one user");
        put(0, "x", "one");
        var read = ReadRequest.newBuilder().setKeygroup(keygroup).setId("x").build();
        assertEquals("user trigger cannot read from keygroup " + keygroup, refused(() -> cluster.at(0, "trigger").read(read)));
        cluster.at(0).addUser(AddUserRequest.newBuilder().setUser("trigger").setKeygroup(keygroup).setRole(UserRole.ReadKeygroup).build());
        eventually(() -> cluster.at(1, "trigger").read(read).getData(0).getVal().equals("one"));
        assertEquals("user trigger cannot update in keygroup " + keygroup, refused(() -> cluster.at(0, "trigger")
                .update(UpdateRequest.newBuilder().setKeygroup(keygroup).setId("x").setData("y").build())));
        cluster.at(0).removeUser(RemoveUserRequest.newBuilder().setUser("trigger").setKeygroup(keygroup).setRole(UserRole.ReadKeygroup).build());
        eventually(() -> {
            try {
                cluster.at(1, "trigger").read(read);
                return false;
            } catch (StatusRuntimeException e) {
                return ("user trigger cannot read from keygroup " + keygroup).equals(e.getStatus().getDescription());
            }
        });
    }

    @Test
    void an_unknown_keygroup_is_refused_as_a_forbidden_one() {
        assertEquals("user " + cluster.user() + " cannot read from keygroup unknown",
                refused(() -> cluster.at(0).read(ReadRequest.newBuilder().setKeygroup("unknown").setId("x").build())));
        assertEquals("user " + cluster.user() + " cannot update in keygroup unknown",
                refused(() -> cluster.at(0).update(UpdateRequest.newBuilder().setKeygroup("unknown").setId("x").setData("y").build())));
    }


    // ---- triggers, and our own client

    @Test
    void a_trigger_hears_of_writes_at_its_node_and_of_those_that_arrive_there() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        try (var server = new TriggerServer(new InetSocketAddress("127.0.0.1", 0), cluster.tls("trigger"), (kg, id, value) -> told.add(kg + " " + id + " '" + value + "'"))) {
            cluster.at(0).addTrigger(AddTriggerRequest.newBuilder().setKeygroup(keygroup).setTriggerId("t1").setTriggerHost("127.0.0.1:" + server.port()).build());
            put(0, "x", "here");
            assertEquals(keygroup + " x 'here'", told.poll(20, TimeUnit.SECONDS));
            awaitValue(1, "x", "here");
            put(1, "y", "there");
            assertEquals(keygroup + " y 'there'", told.poll(20, TimeUnit.SECONDS));
            delete(0, "x");
            assertEquals(keygroup + " x ''", told.poll(20, TimeUnit.SECONDS));
            cluster.at(0).removeTrigger(RemoveTriggerRequest.newBuilder().setKeygroup(keygroup).setTriggerId("t1").build());
        }
        put(0, "z", "after it");
    }

    /** DisCEdge's first prototype: one JSON value a session, read and updated without versions, at whichever node the client is. */
    @Test
    void the_prototypes_context_manager_works_with_its_own_calls() {
        for (String user : List.of(cluster.user(), "edge2"))
            for (UserRole role : List.of(UserRole.ReadKeygroup, UserRole.WriteKeygroup, UserRole.ConfigureReplica))
                cluster.at(0).addUser(AddUserRequest.newBuilder().setUser(user).setKeygroup(keygroup).setRole(role).build());
        assertEquals("item user1session1 not found in keygroup " + keygroup, refused(() -> read(0, "user1session1")));
        String context = "{\"context\":[1,2,3],\"turn\":1}";
        put(0, "user1session1", context);
        awaitValue(1, "user1session1", context);
        String grown = "{\"context\":[1,2,3,4,5,6],\"turn\":2,\"text\":\"\\u00e9\"}";
        put(1, "user1session1", grown);
        awaitValue(0, "user1session1", grown);
        assertEquals(1, read(0, "user1session1").size(), "what was written over what was seen leaves no siblings");
    }

    @Test
    void our_client_sees_what_FReDs_own_does() throws Exception {
        try (var client = new FredClient(cluster.address(0), cluster.tls("client"), Duration.ofSeconds(10), Duration.ofSeconds(10))) {
            VectorClock one = new VectorClock(Map.of(cluster.node(0), 1L));
            assertEquals(new FredReply.Written("x", one), ask(client, new FredCall.Update(keygroup, "x", "one", List.of(VectorClock.NONE))));
            assertEquals(new FredReply.Refused("error updating item"), ask(client, new FredCall.Update(keygroup, "x", "two", List.of(VectorClock.NONE))));
            assertEquals(new FredReply.Items(List.of(new FredReply.Item("x", "one", one))), ask(client, new FredCall.Read(keygroup, "x", List.of())));
            assertEquals(new FredReply.Items(List.of(new FredReply.Item("x", "", one))), ask(client, new FredCall.Scan(keygroup, "x", 5, true)));
            assertEquals(new FredReply.NotFound("item y not found in keygroup " + keygroup), ask(client, new FredCall.Read(keygroup, "y", List.of())));
            eventually(() -> cluster.at(0).getReplica(GetReplicaRequest.newBuilder().setNodeId(cluster.node(2)).build()).getNodeId().equals(cluster.node(2)));
            assertEquals(cluster.at(0).getReplica(GetReplicaRequest.newBuilder().setNodeId(cluster.node(2)).build()).getHost(),
                    ((FredReply.Hosts) ask(client, new FredCall.GetAllReplica())).hosts().get(cluster.node(2)));
            assertEquals(Map.of(cluster.node(0), Duration.ZERO, cluster.node(1), Duration.ZERO),
                    ((FredReply.Info) ask(client, new FredCall.GetKeygroupInfo(keygroup))).members());
            assertEquals(new VectorClock(Map.of(cluster.node(0), 2L)), ((FredReply.Written) ask(client, new FredCall.Delete(keygroup, "x", List.of()))).version());
        }
    }

    @Test
    void a_FReD_that_is_not_there_is_no_answer_within_the_deadline() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (var client = new FredClient("127.0.0.1:" + free, cluster.tls("client"), Duration.ofMillis(250), Duration.ofSeconds(1))) {
            assertTrue(ask(client, new FredCall.GetAllReplica()) instanceof FredReply.NoAnswer);
        }
    }
}
