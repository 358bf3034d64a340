package discedge.fred.kv;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Some nodes that keep what they write at once, and send it on in an order that the test or a seed decides. */
final class TestCluster {
    final Map<String, FredNode> nodes = new LinkedHashMap<>();
    final List<String> told = new ArrayList<>();
    final Map<String, List<String>> erased = new HashMap<>();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Mail> mail = new ArrayList<>();
    private final Map<Long, FredReply> replies = new HashMap<>();
    /** Writes wait until {@link #keepAll}. */
    boolean slow;
    private final List<Long> unkept = new ArrayList<>();
    private final List<Mail> sent = new ArrayList<>();
    private long lastCall;

    private record Mail(String to, byte[] value) {}

    TestCluster(String... names) {
        for (String name : names) nodes.put(name, new FredNode(name));
        for (String name : names) {
            nodes.get(name).advertise("host" + name, now);
            settle(name);
        }
        deliverAll();
    }

    FredReply call(String at, String user, FredCall call) {
        long id = ++lastCall;
        nodes.get(at).call(id, user, call, now);
        settle(at);
        return replies.remove(id);
    }

    private void settle(String at) {
        FredNode node = nodes.get(at);
        for (List<FredEffect> effects = node.drain(); !effects.isEmpty(); effects = node.drain()) for (FredEffect effect : effects) {
            switch (effect) {
                case FredEffect.Write(long token, String key, byte[] value) -> {
                    for (String other : nodes.keySet()) if (!other.equals(at)) mail.add(new Mail(other, value));
                    sent.add(new Mail(at, value));
                    if (slow) unkept.add(token);
                    else node.written(token);
                }
                case FredEffect.Erase(List<String> keys) -> erased.computeIfAbsent(at, _ -> new ArrayList<>()).addAll(keys);
                case FredEffect.Tell(String host, String keygroup, String id, String value) -> told.add(host + " " + keygroup + " " + id + " '" + value + "'");
                case FredEffect.Reply(long call, FredReply reply) -> replies.put(call, reply);
            }
        }
    }

    void keepAll(String at) {
        slow = false;
        unkept.forEach(nodes.get(at)::written);
        unkept.clear();
        settle(at);
    }

    /** It has forgotten all, and what the others know is on its way. */
    void restart(String name) {
        nodes.put(name, new FredNode(name));
        mail.removeIf(letter -> letter.to.equals(name));
        sent.forEach(letter -> mail.add(new Mail(name, letter.value)));
        now = now.plusSeconds(1);
        nodes.get(name).advertise("host" + name, now);
        settle(name);
    }

    /** The disks that had them are lost. */
    void forgetCreations(String keygroup) {
        sent.removeIf(letter -> FredRecordCodec.decode(letter.value) instanceof FredRecord.Keygroup creation && creation.keygroup().equals(keygroup));
    }

    void deliverAll() {
        deliver(new SplittableRandom(1));
    }

    /** In any order. */
    void deliver(SplittableRandom random) {
        while (!mail.isEmpty()) deliverOne(random);
    }

    void deliverOne(SplittableRandom random) {
        if (mail.isEmpty()) return;
        Mail next = mail.remove(random.nextInt(mail.size()));
        nodes.get(next.to).arrived(next.value, true);
        settle(next.to);
    }

    // ---- short forms

    FredReply create(String at, String keygroup) {
        return call(at, "u", new FredCall.CreateKeygroup(keygroup, true, Duration.ZERO));
    }

    FredReply join(String at, String keygroup, String node) {
        return call(at, "u", new FredCall.AddReplica(keygroup, node, Duration.ZERO));
    }

    FredReply put(String at, String id, String value, VectorClock... versions) {
        return call(at, "u", new FredCall.Update("kg", id, value, Arrays.asList(versions)));
    }

    /** The values, or the refusal. */
    String read(String at, String id) {
        return switch (call(at, "u", new FredCall.Read("kg", id, List.of()))) {
            case FredReply.Items items -> String.join(",", items.items().stream().map(FredReply.Item::value).sorted().toList());
            case FredReply.Refusal refused -> refused.message();
            case FredReply other -> other.toString();
        };
    }

    /** The values of an item, siblings too, as a scan has them. */
    List<String> items(String at, String keygroup, String id) {
        return call(at, "u", new FredCall.Scan(keygroup, id, 100, false)) instanceof FredReply.Items(List<FredReply.Item> all)
                ? all.stream().filter(item -> item.id().equals(id)).map(FredReply.Item::value).sorted().toList() : List.of();
    }

    static VectorClock version(FredReply reply) {
        return reply instanceof FredReply.Written written ? written.version() : null;
    }

    static String refusal(FredReply reply) {
        return reply instanceof FredReply.Refusal refused ? refused.message() : "not refused: " + reply;
    }
}
