package discedge.fred.kv;

import static discedge.fred.kv.TestCluster.refusal;
import static discedge.fred.kv.TestCluster.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** FReD's rules, as its documentation and a running cluster have them. */
class FredNodeTest {
    private final TestCluster cluster = new TestCluster("A", "B", "C");

    @BeforeEach
    void keygroup() {
        assertInstanceOf(FredReply.Done.class, cluster.create("A", "kg"));
        cluster.deliverAll();
        assertInstanceOf(FredReply.Done.class, cluster.join("A", "kg", "B"));
        cluster.deliverAll();
    }

    @Test
    void a_value_is_read_where_it_was_written_and_then_at_every_member() {
        assertEquals(new VectorClock(Map.of("A", 1L)), version(cluster.put("A", "x", "one")));
        assertEquals("one", cluster.read("A", "x"));
        assertEquals("item x not found in keygroup kg", cluster.read("B", "x"));
        cluster.deliverAll();
        assertEquals("one", cluster.read("B", "x"));
        assertEquals("error reading item x from keygroup kg", cluster.read("C", "x"), "C is no member");
    }

    @Test
    void a_member_that_joins_has_what_was_there_before() {
        cluster.put("A", "x", "one");
        cluster.join("A", "kg", "C");
        cluster.deliverAll();
        assertEquals("one", cluster.read("C", "x"));
    }

    @Test
    void writes_on_both_sides_of_a_partition_become_siblings_which_a_write_that_has_seen_both_settles() {
        VectorClock a = version(cluster.put("A", "x", "from A"));
        VectorClock b = version(cluster.put("B", "x", "from B"));
        cluster.deliverAll();
        assertEquals("from A,from B", cluster.read("A", "x"));
        assertEquals("from A,from B", cluster.read("B", "x"));
        assertEquals("error updating item", refusal(cluster.put("A", "x", "only saw A", a)));
        assertEquals(new VectorClock(Map.of("A", 2L, "B", 1L)), version(cluster.put("A", "x", "settled", a, b)));
        cluster.deliverAll();
        assertEquals("settled", cluster.read("B", "x"));
    }

    @Test
    void an_update_without_versions_wins_over_whatever_is_there() {
        cluster.put("A", "x", "from A");
        cluster.put("B", "x", "from B");
        cluster.deliverAll();
        cluster.put("B", "x", "last");
        cluster.deliverAll();
        assertEquals("last", cluster.read("A", "x"));
    }

    @Test
    void an_empty_version_creates_only_what_is_not_there() {
        assertInstanceOf(FredReply.Written.class, cluster.put("A", "x", "one", VectorClock.NONE));
        assertEquals("error updating item", refusal(cluster.put("A", "x", "two", VectorClock.NONE)));
        assertEquals("one", cluster.read("A", "x"));
    }

    @Test
    void a_compare_and_set_after_a_delete_must_know_the_tombstone() {
        VectorClock one = version(cluster.put("A", "x", "one"));
        VectorClock gone = version(cluster.call("A", "u", new FredCall.Delete("kg", "x", List.of())));
        assertEquals("item x not found in keygroup kg", cluster.read("A", "x"));
        assertEquals("item does not exist so it cannot be deleted", refusal(cluster.call("A", "u", new FredCall.Delete("kg", "never", List.of()))));
        assertEquals("error updating item", refusal(cluster.put("A", "x", "two", one)));
        assertInstanceOf(FredReply.Written.class, cluster.put("A", "x", "two", gone));
        cluster.deliverAll();
        assertEquals("two", cluster.read("B", "x"));
    }

    @Test
    void a_scan_goes_on_in_order_from_an_item_that_exists_and_counts_tombstones() {
        for (String id : List.of("b", "a", "ab", "c")) cluster.put("A", id, "v" + id);
        cluster.call("A", "u", new FredCall.Delete("kg", "b", List.of()));
        var items = assertInstanceOf(FredReply.Items.class, cluster.call("A", "u", new FredCall.Scan("kg", "ab", 3, false))).items();
        assertEquals(List.of("ab", "a", "b"), items.stream().map(FredReply.Item::id).toList(), "an id that begins another one comes after it");
        assertEquals("", items.getLast().value());
        assertEquals("error scanning 2 items starting at zz from keygroup kg", refusal(cluster.call("A", "u", new FredCall.Scan("kg", "zz", 2, false))));
        assertEquals("count must be at least 1, got 0", refusal(cluster.call("A", "u", new FredCall.Scan("kg", "a", 0, false))));
    }

    @Test
    void roles_are_granted_and_revoked_and_what_is_forbidden_looks_as_if_it_were_not_there() {
        assertEquals("user v cannot read from keygroup kg", refusal(cluster.call("A", "v", new FredCall.Read("kg", "x", List.of()))));
        assertEquals("user v cannot read from keygroup other", refusal(cluster.call("A", "v", new FredCall.Read("other", "x", List.of()))));
        cluster.call("A", "u", new FredCall.AddUser("v", "kg", Role.READ_KEYGROUP));
        cluster.deliverAll();
        assertEquals("item x not found in keygroup kg", refusal(cluster.call("B", "v", new FredCall.Read("kg", "x", List.of()))));
        assertEquals("user v cannot update in keygroup kg", refusal(cluster.call("B", "v", new FredCall.Update("kg", "x", "y", List.of()))));
        cluster.call("B", "u", new FredCall.RemoveUser("v", "kg", Role.READ_KEYGROUP));
        cluster.deliverAll();
        assertEquals("user v cannot read from keygroup kg", refusal(cluster.call("A", "v", new FredCall.Read("kg", "x", List.of()))));
    }

    @Test
    void an_immutable_keygroup_takes_each_number_once_and_changes_nothing() {
        cluster.call("A", "u", new FredCall.CreateKeygroup("log", false, Duration.ZERO));
        assertEquals(new FredReply.Written("0", VectorClock.NONE), cluster.call("A", "u", new FredCall.Append("log", 0, "first")));
        assertEquals("18446744073709551615", assertInstanceOf(FredReply.Written.class, cluster.call("A", "u", new FredCall.Append("log", -1, "last"))).id());
        assertEquals("error updating item", refusal(cluster.call("A", "u", new FredCall.Append("log", 0, "again"))));
        assertEquals("cannot update item 0 because keygroup is immutable", refusal(cluster.call("A", "u", new FredCall.Update("log", "0", "x", List.of()))));
        assertEquals("cannot update item 0 because keygroup is immutable", refusal(cluster.call("A", "u", new FredCall.Delete("log", "0", List.of()))));
        assertEquals("cannot append 3 to mutable keygroup", refusal(cluster.call("A", "u", new FredCall.Append("kg", 3, "x"))));
    }

    @Test
    void items_expire_where_the_member_said_so_counted_from_their_last_write() {
        cluster.call("A", "u", new FredCall.CreateKeygroup("short", true, Duration.ofSeconds(10)));
        cluster.call("A", "u", new FredCall.Update("short", "x", "one", List.of()));
        cluster.now = cluster.now.plusSeconds(9);
        cluster.call("A", "u", new FredCall.Update("short", "x", "two", List.of()));
        cluster.now = cluster.now.plusSeconds(9);
        assertInstanceOf(FredReply.Items.class, cluster.call("A", "u", new FredCall.Read("short", "x", List.of())));
        cluster.now = cluster.now.plusSeconds(1);
        assertEquals("item x not found in keygroup short", refusal(cluster.call("A", "u", new FredCall.Read("short", "x", List.of()))));
        assertEquals("item does not exist so it cannot be deleted", refusal(cluster.call("A", "u", new FredCall.Delete("short", "x", List.of()))));
        assertEquals("error updating item", refusal(cluster.call("A", "u", new FredCall.Update("short", "x", "three", List.of(VectorClock.NONE)))), "its version is remembered");
        assertEquals(new VectorClock(Map.of("A", 3L)), TestCluster.version(cluster.call("A", "u", new FredCall.Update("short", "x", "three", List.of()))));
    }

    @Test
    void triggers_hear_of_local_and_arriving_writes_before_the_answer() {
        cluster.call("B", "u", new FredCall.AddTrigger("kg", "t1", "trigger:1"));
        cluster.put("B", "x", "here");
        cluster.put("A", "y", "there");
        cluster.deliverAll();
        cluster.call("A", "u", new FredCall.Delete("kg", "y", List.of()));
        cluster.deliverAll();
        assertEquals(List.of("trigger:1 kg x 'here'", "trigger:1 kg y 'there'", "trigger:1 kg y ''"), cluster.told);
        assertEquals(new FredReply.Hosts(Map.of("t1", "trigger:1")), cluster.call("B", "u", new FredCall.GetKeygroupTriggers("kg")));
        assertEquals(new FredReply.Hosts(Map.of()), cluster.call("A", "u", new FredCall.GetKeygroupTriggers("kg")), "a trigger is of one node");
    }

    @Test
    void a_keygroup_that_is_deleted_and_made_again_is_empty_everywhere() {
        cluster.put("A", "x", "old");
        cluster.deliverAll();
        cluster.call("B", "u", new FredCall.DeleteKeygroup("kg"));
        cluster.deliverAll();
        assertEquals("user u cannot read from keygroup kg", cluster.read("A", "x"));
        cluster.create("A", "kg");
        cluster.deliverAll();
        assertEquals("item x not found in keygroup kg", cluster.read("A", "x"));
        assertTrue(cluster.erased.get("B").size() >= 1, "what was in it is erased");
    }

    @Test
    void a_keygroup_that_two_nodes_made_unknown_to_each_other_is_one_and_nothing_in_it_is_lost() {
        cluster.create("A", "twice");
        cluster.create("B", "twice");
        cluster.call("A", "u", new FredCall.Update("twice", "a", "of A", List.of()));
        cluster.call("B", "u", new FredCall.Update("twice", "b", "of B", List.of()));
        cluster.call("A", "u", new FredCall.Update("twice", "both", "A's", List.of()));
        cluster.call("B", "u", new FredCall.Update("twice", "both", "B's", List.of()));
        cluster.deliverAll();
        for (String at : List.of("A", "B")) {
            assertEquals(List.of("of A"), cluster.items(at, "twice", "a"));
            assertEquals(List.of("of B"), cluster.items(at, "twice", "b"));
            assertEquals(List.of("A's", "B's"), cluster.items(at, "twice", "both"), "siblings");
            assertEquals(Map.of("A", Duration.ZERO, "B", Duration.ZERO), assertInstanceOf(FredReply.Info.class, cluster.call(at, "u", new FredCall.GetKeygroupInfo("twice"))).members());
        }
        cluster.call("B", "u", new FredCall.DeleteKeygroup("twice"));
        cluster.deliverAll();
        for (String at : List.of("A", "B")) assertEquals("user u cannot read from keygroup twice", refusal(cluster.call(at, "u", new FredCall.Read("twice", "a", List.of()))), "both are deleted");
    }

    @Test
    void a_node_that_lost_its_memory_and_made_the_keygroup_again_has_it_as_it_was() {
        cluster.put("A", "x", "one");
        cluster.put("B", "y", "two");
        cluster.deliverAll();
        cluster.restart("B");
        assertInstanceOf(FredReply.Done.class, cluster.create("B", "kg"), "it has not heard of it yet");
        cluster.put("B", "z", "three");
        cluster.deliverAll();
        for (String at : List.of("A", "B")) assertEquals(List.of("one", "two", "three"), List.of(cluster.read(at, "x"), cluster.read(at, "y"), cluster.read(at, "z")), at);
    }

    @Test
    void a_keygroup_whose_creation_was_cut_short_can_be_made_again() {
        var first = new FredNode("A");
        first.call(1, "u", new FredCall.CreateKeygroup("kg", true, Duration.ZERO), cluster.now);
        List<byte[]> kept = first.drain().stream().filter(FredEffect.Write.class::isInstance).map(effect -> ((FredEffect.Write) effect).value()).toList();
        for (int cut = 0; cut <= kept.size(); cut++) {
            var again = new FredNode("A");
            kept.subList(0, cut).forEach(record -> again.arrived(record, false));
            again.call(2, "u", new FredCall.CreateKeygroup("kg", true, Duration.ZERO), cluster.now.plusSeconds(1));
            for (FredEffect effect : again.drain()) if (effect instanceof FredEffect.Write write) again.written(write.token());
            again.drain();
            again.call(3, "u", new FredCall.GetKeygroupInfo("kg"), cluster.now.plusSeconds(1));
            assertTrue(again.drain().toString().contains("Info"), cut + " of " + kept.size());
        }
    }

    @Test
    void an_item_is_read_though_the_keygroups_creation_never_came() {
        cluster.create("A", "orphan");
        cluster.deliverAll();
        cluster.join("A", "orphan", "B");
        cluster.deliverAll();
        cluster.call("B", "u", new FredCall.AddTrigger("orphan", "t", "trigger:1"));
        cluster.call("A", "u", new FredCall.Update("orphan", "x", "one", List.of()));
        cluster.forgetCreations("orphan");
        cluster.restart("B");
        cluster.create("B", "orphan");
        cluster.deliverAll();
        assertEquals(List.of("one"), cluster.items("B", "orphan", "x"));
        cluster.call("B", "u", new FredCall.DeleteKeygroup("orphan"));
        cluster.deliverAll();
        assertEquals(List.of(), cluster.items("A", "orphan", "x"));
    }

    @Test
    void what_is_not_kept_yet_is_not_read_and_what_it_replaces_is() {
        var alone = new TestCluster("A");
        alone.create("A", "kg");
        alone.put("A", "x", "one");
        alone.slow = true;
        alone.put("A", "x", "two");
        alone.put("A", "x", "three");
        alone.put("A", "y", "new");
        assertEquals("one", alone.read("A", "x"));
        assertEquals("item y not found in keygroup kg", alone.read("A", "y"));
        assertEquals(List.of("one"), alone.items("A", "kg", "x"));
        assertEquals("error updating item", refusal(alone.put("A", "y", "other", VectorClock.NONE)), "but no second one is begun");
        alone.keepAll("A");
        assertEquals("three", alone.read("A", "x"));
        assertEquals("new", alone.read("A", "y"));
    }

    @Test
    void members_and_nodes_are_listed_with_their_hosts() {
        var info = assertInstanceOf(FredReply.Info.class, cluster.call("B", "u", new FredCall.GetKeygroupInfo("kg")));
        assertEquals(Map.of("A", Duration.ZERO, "B", Duration.ZERO), info.members());
        assertEquals(new FredReply.Hosts(Map.of("A", "hostA", "B", "hostB", "C", "hostC")), cluster.call("C", "v", new FredCall.GetAllReplica()));
        assertEquals("no such node with nodeId=X", refusal(cluster.call("A", "v", new FredCall.GetReplica("X"))));
        assertEquals("error adding replica", refusal(cluster.join("A", "kg", "B")), "of a member already there");
        assertEquals("error adding replica", refusal(cluster.join("A", "kg", "X")));
        cluster.call("A", "u", new FredCall.RemoveReplica("kg", "B"));
        assertEquals("error removing replica", refusal(cluster.call("A", "u", new FredCall.RemoveReplica("kg", "A"))), "the last one");
    }

    @Test
    void names_are_looked_at_before_anything_is_written() {
        for (String bad : List.of("", "a-b", "a b", "ä", "a/b")) {
            assertEquals("error creating keygroup", refusal(cluster.create("A", bad)));
            assertEquals("error updating item", refusal(cluster.put("A", bad, "v")));
        }
        assertEquals("error updating item", refusal(cluster.put("A", "x", "")));
        assertEquals("error creating keygroup", refusal(cluster.create("B", "kg")));
    }

    @Test
    void a_write_that_is_not_kept_is_refused_and_leaves_things_as_they_were() {
        var node = new FredNode("A");
        var alone = new TestCluster("Z");
        node.call(1, "u", new FredCall.CreateKeygroup("kg", true, Duration.ZERO), alone.now);
        for (FredEffect effect : node.drain()) if (effect instanceof FredEffect.Write write) node.written(write.token());
        node.drain();
        node.call(2, "u", new FredCall.Update("kg", "x", "one", List.of()), alone.now);
        for (FredEffect effect : node.drain()) if (effect instanceof FredEffect.Write write) node.written(write.token());
        node.drain();
        node.call(3, "u", new FredCall.Update("kg", "x", "two", List.of()), alone.now);
        for (FredEffect effect : node.drain()) if (effect instanceof FredEffect.Write write) node.writeFailed(write.token());
        assertEquals(List.of(new FredEffect.Reply(3, new FredReply.Refused("error updating item"))), node.drain());
        node.call(4, "u", new FredCall.Read("kg", "x", List.of()), alone.now);
        assertTrue(node.drain().toString().contains("one"));
    }

    @RepeatedTest(60)
    void nodes_that_got_the_same_records_in_any_order_say_the_same(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        var random = new SplittableRandom(seed);
        cluster.join("A", "kg", "C");
        cluster.deliverAll();
        List<String> names = List.of("A", "B", "C");
        for (int i = 0; i < 120; i++) {
            String at = names.get(random.nextInt(3));
            String id = "k" + random.nextInt(4);
            cluster.now = cluster.now.plusMillis(random.nextInt(3));
            switch (random.nextInt(10)) {
                case 0 -> cluster.call(at, "u", new FredCall.Delete("kg", id, List.of()));
                case 1 -> cluster.call(at, "u", new FredCall.AddUser("v" + random.nextInt(2), "kg", Role.READ_KEYGROUP));
                case 2 -> cluster.call(at, "u", new FredCall.RemoveUser("v" + random.nextInt(2), "kg", Role.READ_KEYGROUP));
                case 3 -> {
                    if (random.nextInt(10) == 0) cluster.call(at, "u", new FredCall.DeleteKeygroup("kg"));
                }
                case 4 -> {
                    if (cluster.call(at, "u", new FredCall.CreateKeygroup("kg", true, Duration.ZERO)) instanceof FredReply.Done)
                        for (String other : names) cluster.join(at, "kg", other);
                }
                case 5, 6 -> cluster.deliverOne(random);
                default -> cluster.put(at, id, "v" + i);
            }
        }
        cluster.deliver(random);
        String why = "seed " + seed;
        for (int k = 0; k < 4; k++) {
            String id = "k" + k;
            assertTrue(names.stream().map(at -> cluster.read(at, id)).filter(read -> !read.startsWith("error reading")).distinct().count() <= 1, why);
        }
        assertEquals(1, names.stream().map(at -> cluster.call(at, "u", new FredCall.GetKeygroupInfo("kg")).toString()).distinct().count(), why);
        for (String user : List.of("v0", "v1"))
            assertEquals(1, names.stream().map(at -> refusal(cluster.call(at, user, new FredCall.Read("kg", "none", List.of()))).startsWith("user")).distinct().count(), why);
    }
}
