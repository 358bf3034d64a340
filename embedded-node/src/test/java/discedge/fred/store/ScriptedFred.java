package discedge.fred.store;

import discedge.fred.ItemCheck;
import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A keygroup on some FReD nodes that do what a test says, and otherwise what FReD does; with one store beside the first of them. */
final class ScriptedFred {
    static final FredReply SILENCE = new FredReply.NoAnswer("FReD did not answer in time");
    static final FredReply FORBIDDEN = FredReply.Refusal.of("user edge cannot read from keygroup kg");
    private static final String TRIGGER = "127.0.0.1:9301";

    /** What a test says. */
    interface Script {
        /** @return empty = as FReD does */
        Optional<FredReply> answer(String node, FredCall call);
    }

    /** A call and the node that was asked. */
    record Asked(String node, FredCall call) {}

    private record Late(Instant when, long call, FredReply reply) {}

    final FredStore store;
    final List<Asked> asked = new ArrayList<>();
    final List<StoreEffect> told = new ArrayList<>();
    private final List<String> nodes;
    private final Map<String, TreeMap<String, String>> items = new HashMap<>();
    private final Map<String, Duration> ways = new HashMap<>();
    private final List<Late> late = new ArrayList<>();
    private Script script = (_, _) -> Optional.empty();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** Ready, and compared once. */
    ScriptedFred(String... nodes) {
        this.nodes = new ArrayList<>(List.of(nodes));
        for (String node : nodes) items.put(node, new TreeMap<>(Map.of(Setup.ANCHOR, "1")));
        store = new FredStore(FredStoreSetting.of("edge", 1, "kg", host(nodes[0]), Optional.of(nodes[0]), List.of("edge"), TRIGGER), ItemCheck.NONE);
        store.start(now);
        settle();
        if (store.trouble().isPresent()) throw new AssertionError(store.trouble());
        asked.clear();
        told.clear();
    }

    static String host(String node) {
        return "127.0.0.1:" + (9000 + node.charAt(0));
    }

    /** Under a key, at a node, without a word to the store. */
    ScriptedFred put(String node, String key, String value) {
        items.get(node).put(key, value);
        return this;
    }

    /** An item's value at a node; empty also where it was deleted. */
    String at(String node, String key) {
        return items.get(node).getOrDefault(key, "");
    }

    void script(Script script) {
        this.script = script;
    }

    /** A node is no member any more. */
    void leave(String node) {
        nodes.remove(node);
    }

    /** From now on a node's answers take so long, over its link. */
    void away(String node, Duration roundTrip) {
        ways.put(node, roundTrip);
    }

    Instant now() {
        return now;
    }

    /** A trigger's word, and the item stands so. @param value empty = deleted */
    void told(String node, String key, String value) {
        put(node, key, value);
        store.told("kg", key, value, "", now);
        settle();
    }

    /** Time goes on, in small steps. */
    void pass(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end);) {
            now = now.plusMillis(50);
            List<Late> due = late.stream().filter(one -> !one.when().isAfter(now)).toList();
            late.removeAll(due);
            due.forEach(one -> store.replied(one.call(), one.reply(), now));
            store.tick(now);
            settle();
        }
    }

    /** Answers all that is asked, and what follows from that. */
    void settle() {
        for (List<StoreEffect> effects = store.drain(); !effects.isEmpty(); effects = store.drain()) {
            for (StoreEffect effect : effects) {
                if (!(effect instanceof StoreEffect.Call call)) {
                    told.add(effect);
                    continue;
                }
                String node = call.host().map(host -> nodes.stream().filter(one -> host(one).equals(host)).findFirst().orElseThrow()).orElse(nodes.getFirst());
                asked.add(new Asked(node, call.call()));
                FredReply reply = script.answer(node, call.call()).orElseGet(() -> answer(items.get(node), call.call()));
                Duration way = ways.getOrDefault(node, Duration.ZERO);
                if (way.isZero()) store.replied(call.id(), reply, now);
                else late.add(new Late(now.plus(way), call.id(), reply));
            }
        }
    }

    <E extends StoreEffect> List<E> told(Class<E> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Calls of a kind, with the nodes that were asked. */
    Stream<Asked> asked(Class<? extends FredCall> kind) {
        return asked.stream().filter(one -> kind.isInstance(one.call()));
    }

    private FredReply answer(TreeMap<String, String> here, FredCall call) {
        return switch (call) {
            case FredCall.Read(String keygroup, String id, List<VectorClock> _) -> here.getOrDefault(id, "").isEmpty()
                    ? FredReply.Refusal.of("item " + id + " not found in keygroup " + keygroup) : new FredReply.Items(List.of(item(id, here.get(id))));
            case FredCall.Scan(String keygroup, String id, long count, boolean keysOnly) -> here.containsKey(id)
                    ? new FredReply.Items(here.tailMap(id).entrySet().stream().limit(count).map(one -> item(one.getKey(), keysOnly ? "" : one.getValue())).toList())
                    : FredReply.Refusal.of("error scanning %s%d items starting at %s from keygroup %s".formatted(keysOnly ? "keys for " : "", count, id, keygroup));
            case FredCall.Update update -> here.putIfAbsent(update.id(), update.value()) == null ? new FredReply.Written(update.id(), VectorClock.NONE)
                    : FredReply.Refusal.of("error updating item");
            case FredCall.Delete delete -> {
                if (!here.containsKey(delete.id())) yield FredReply.Refusal.of("item does not exist so it cannot be deleted");
                here.put(delete.id(), "");
                yield new FredReply.Written(delete.id(), VectorClock.NONE);
            }
            case FredCall.GetKeygroupInfo _ -> {
                var members = new TreeMap<String, Duration>();
                var hosts = new TreeMap<String, String>();
                for (String node : nodes) {
                    members.put(node, Duration.ZERO);
                    hosts.put(node, host(node));
                }
                yield new FredReply.Info(true, members, hosts);
            }
            case FredCall.GetKeygroupTriggers _ -> new FredReply.Hosts(Map.of("discedgeedge", TRIGGER));
            case FredCall.CreateKeygroup _, FredCall.DeleteKeygroup _, FredCall.Append _, FredCall.AddReplica _, FredCall.RemoveReplica _, FredCall.GetReplica _,
                 FredCall.GetAllReplica _, FredCall.AddTrigger _, FredCall.RemoveTrigger _, FredCall.AddUser _, FredCall.RemoveUser _ -> new FredReply.Done();
        };
    }

    private static FredReply.Item item(String key, String value) {
        return new FredReply.Item(key, value, VectorClock.NONE);
    }
}
