package discedge.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.PeerMessage.Beat;
import discedge.fred.PeerMessage.BeatBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Replicas with disks that forget what is not synced and wires that break, all in memory. Checks at every effect what must always hold. */
final class World {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** One stream; what is sent on it arrives in order, or not at all once it is broken. */
    final class Wire {
        final TestNode from;
        final TestNode to;
        final LinkId fromId;
        final LinkId toId;
        final ArrayDeque<PeerMessage> up = new ArrayDeque<>();
        final ArrayDeque<PeerMessage> down = new ArrayDeque<>();
        boolean fromOpen = true;
        boolean toOpen = true;
        boolean silent;

        Wire(TestNode from, TestNode to) {
            this.from = from;
            this.to = to;
            fromId = new LinkId(++lastLink, true, to.name);
            toId = new LinkId(++lastLink, false, "from " + from.name);
        }

        boolean deliverUp() {
            if (up.isEmpty() || !toOpen) return false;
            to.receive(toId, up.poll());
            return true;
        }

        boolean deliverDown() {
            if (down.isEmpty() || !fromOpen) return false;
            from.receive(fromId, down.poll());
            return true;
        }

        /** Loses what is on its way; an end that is not told finds out by itself. */
        void cut(boolean tellFrom, boolean tellTo) {
            silent = true;
            up.clear();
            down.clear();
            if (tellFrom) closeFrom("cut");
            if (tellTo) closeTo("cut");
        }

        void closeFrom(String why) {
            if (!fromOpen) return;
            fromOpen = false;
            down.clear();
            from.replica.closed(fromId, why, Duration.ofSeconds(1), now);
            from.carryOut();
        }

        void closeTo(String why) {
            if (!toOpen) return;
            toOpen = false;
            up.clear();
            to.replica.closed(toId, why, Duration.ZERO, now);
            to.carryOut();
        }
    }

    final Map<String, TestNode> nodes = new LinkedHashMap<>();
    final List<Wire> wires = new ArrayList<>();
    /** Which key a number ever stood for, once it was durable or sent. */
    final Map<String, String> keyOfNumber = new HashMap<>();
    Instant now = START;
    final Map<String, String> keygroupOf = new HashMap<>();
    ItemCheck check = ItemCheck.NONE;
    int window = 512;
    long lastToken;
    long lastEpoch = 100;
    private long lastLink;

    TestNode add(String name, boolean durable, String... peers) {
        var node = new TestNode(this, name, durable, List.of(peers));
        nodes.put(name, node);
        node.start();
        return node;
    }

    Wire dial(TestNode from, TestNode to) {
        var wire = new Wire(from, to);
        wires.add(wire);
        to.replica.opened(wire.toId, now);
        to.carryOut();
        from.replica.opened(wire.fromId, now);
        from.carryOut();
        return wire;
    }

    /** Both directions. */
    void connect(TestNode a, TestNode b) {
        dial(a, b);
        dial(b, a);
    }

    boolean isDialled(TestNode from, TestNode to) {
        return wires.stream().anyMatch(wire -> wire.from == from && wire.to == to && wire.fromOpen);
    }

    void cut(TestNode a, TestNode b) {
        for (Wire wire : List.copyOf(wires)) if (wire.from == a && wire.to == b || wire.from == b && wire.to == a) wire.cut(true, true);
    }

    Optional<Wire> wireOf(TestNode node, LinkId id) {
        return wires.stream().filter(wire -> wire.from == node && wire.fromId.equals(id) || wire.to == node && wire.toId.equals(id)).findFirst();
    }

    void send(TestNode node, LinkId id, PeerMessage message) {
        wireOf(node, id).filter(wire -> !wire.silent).ifPresent(wire -> (wire.from == node ? wire.up : wire.down).add(message));
    }

    /** Delivers and syncs until nothing moves; time stands still. */
    void settle() {
        boolean moved = true;
        for (int rounds = 0; moved; rounds++) {
            assertTrue(rounds < 100_000, "messages go round for ever");
            moved = false;
            for (Wire wire : List.copyOf(wires)) {
                while (wire.deliverUp()) moved = true;
                while (wire.deliverDown()) moved = true;
            }
            for (TestNode node : nodes.values()) moved |= node.sync();
            wires.removeIf(wire -> !wire.fromOpen && !wire.toOpen);
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
        nodes.values().forEach(TestNode::tick);
    }

    static boolean isBeat(PeerMessage message) {
        return message instanceof Beat || message instanceof BeatBack;
    }

    void number(Origin origin, long number, String key) {
        String before = keyOfNumber.putIfAbsent(origin + "#" + number, key);
        if (before != null) assertEquals(before, key, "number " + number + " of " + origin + " stands for two keys");
    }

    static Map<String, String> content(TestNode node) {
        var content = new TreeMap<String, String>();
        for (StoredItem item : node.replica.scan("")) content.put(item.key(), new String(item.value()));
        return content;
    }
}
