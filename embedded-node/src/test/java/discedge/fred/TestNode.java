package discedge.fred;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.NodeEvent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A replica and its disk: the driver's part, played by hand. */
final class TestNode {
    final World world;
    final String name;
    final boolean durable;
    final List<String> peers;
    byte[] disk = new byte[0];
    final ArrayDeque<StoreEffect.Append> unsynced = new ArrayDeque<>();
    Replica replica;
    Origin origin;
    /** Of this life. */
    final List<NodeEvent> events = new ArrayList<>();
    final List<StoreEffect> done = new ArrayList<>();
    final Set<String> arrived = new HashSet<>();
    final Set<String> erased = new HashSet<>();
    final Set<String> onDisk = new HashSet<>();
    final Map<Origin, Long> acked = new TreeMap<>();
    final Map<Long, String> creating = new HashMap<>();
    final Set<Long> fetching = new HashSet<>();
    private Optional<Instant> wake = Optional.empty();
    private boolean carrying;

    TestNode(World world, String name, boolean durable, List<String> peers) {
        this.world = world;
        this.name = name;
        this.durable = durable;
        this.peers = peers;
    }

    void start() {
        Recovered recovered = durable ? Recovery.of(disk) : Recovered.nothing();
        long epoch = recovered.needsNewEpoch() ? ++world.lastEpoch : recovered.opened().orElseThrow().epoch();
        origin = new Origin(name, epoch);
        unsynced.clear();
        events.clear();
        done.clear();
        arrived.clear();
        creating.clear();
        fetching.clear();
        wake = Optional.empty();
        onDisk.clear();
        recovered.items().forEach(item -> onDisk.add(item.key()));
        erased.clear();
        erased.addAll(recovered.erased());
        replica = new Replica(settings(), recovered, world.check);
        carryOut();
    }

    private ReplicaSettings settings() {
        return new ReplicaSettings(origin, durable, world.keygroupOf.getOrDefault(name, "group"), "print", peers, Duration.ofSeconds(2), Duration.ofSeconds(4),
                world.window);
    }

    /** All streams break; what is not synced is lost, but for {@code torn} bytes of it. */
    void crash(int torn) {
        var tail = new ByteArrayOutputStream();
        unsynced.forEach(append -> tail.writeBytes(LogCodec.encode(append.entry())));
        byte[] lost = tail.toByteArray();
        disk = concat(disk, Arrays.copyOf(lost, Math.min(torn, lost.length)));
        for (World.Wire wire : List.copyOf(world.wires)) {
            if (wire.from == this) {
                wire.fromOpen = false;
                wire.cut(false, false);
            }
            if (wire.to == this) {
                wire.toOpen = false;
                wire.cut(false, false);
            }
        }
    }

    void receive(LinkId id, PeerMessage message) {
        replica.received(id, message, world.now);
        carryOut();
    }

    long create(String key, String value) {
        long token = ++world.lastToken;
        creating.put(token, key);
        replica.create(token, key, value.getBytes(), world.now);
        carryOut();
        return token;
    }

    long fetch(String prefix) {
        long token = ++world.lastToken;
        fetching.add(token);
        replica.fetch(token, prefix, Duration.ofSeconds(3), world.now);
        carryOut();
        return token;
    }

    void erase(String... keys) {
        erased.addAll(List.of(keys));
        replica.erase(List.of(keys), world.now);
        carryOut();
    }

    /** Only when it was wished for: a forgotten wish leaves something undone. */
    void tick() {
        if (wake.filter(when -> !world.now.isBefore(when)).isEmpty()) return;
        wake = Optional.empty();
        replica.tick(world.now);
        carryOut();
    }

    boolean sync() {
        return sync(unsynced.size());
    }

    boolean sync(int count) {
        if (count == 0) return false;
        long position = 0;
        var synced = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            StoreEffect.Append append = unsynced.poll();
            position = append.position();
            synced.writeBytes(LogCodec.encode(append.entry()));
            if (append.entry() instanceof LogEntry.Put(StoredItem item)) {
                onDisk.add(item.key());
                world.number(item.origin(), item.number(), item.key());
            }
        }
        disk = concat(disk, synced.toByteArray());
        replica.appended(position, world.now);
        carryOut();
        return true;
    }

    /** The disk is full from the {@code index}-th unsynced entry on. */
    void failFrom(int index) {
        long position = new ArrayList<>(unsynced).get(index).position();
        unsynced.removeIf(append -> append.position() >= position);
        replica.appendFailed(position, "the disk is full", world.now);
        carryOut();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    void carryOut() {
        if (carrying) return;
        carrying = true;
        for (List<StoreEffect> effects = replica.drain(); !effects.isEmpty(); effects = replica.drain()) effects.forEach(this::carryOut);
        carrying = false;
    }

    private void carryOut(StoreEffect effect) {
        switch (effect) {
            case StoreEffect.Send(LinkId link, PeerMessage message) -> {
                checkSent(message);
                world.send(this, link, message);
            }
            case StoreEffect.Close(LinkId link, String _) -> world.wireOf(this, link).ifPresent(wire -> {
                if (wire.from == this) {
                    wire.closeFrom("closed here");
                    if (!wire.silent) wire.closeTo("closed there");
                } else {
                    wire.closeTo("closed here");
                    if (!wire.silent) wire.closeFrom("closed there");
                }
            });
            case StoreEffect.Append append -> {
                assertTrue(durable, "a node in memory has no log");
                assertTrue(unsynced.isEmpty() || unsynced.peekLast().position() < append.position());
                unsynced.add(append);
            }
            case StoreEffect.Created(long token) -> {
                done.add(effect);
                String key = creating.remove(token);
                if (durable) assertTrue(onDisk.contains(key), "created before it is durable: " + key);
            }
            case StoreEffect.CreateFailed(long token, String _) -> {
                done.add(effect);
                creating.remove(token);
            }
            case StoreEffect.Call _ -> throw new AssertionError("a replica calls nobody");
            case StoreEffect.Arrived(StoredItem item, String _) -> {
                done.add(effect);
                assertTrue(arrived.add(item.key()), "arrived twice: " + item.key());
                assertFalse(erased.contains(item.key()), "erased came back: " + item.key());
                if (durable) assertTrue(onDisk.contains(item.key()), "arrived before it is durable: " + item.key());
            }
            case StoreEffect.Fetched(long token, var _, int _, var _, var _) -> {
                done.add(effect);
                assertTrue(fetching.remove(token), "a fetch answered twice");
            }
            case StoreEffect.WakeAt(Instant when) -> wake = Optional.of(when);
            case StoreEffect.Emit(NodeEvent event) -> events.add(event);
        }
    }

    private void checkSent(PeerMessage message) {
        if (message instanceof PeerMessage.Item(StoredItem item, boolean _)) {
            world.number(item.origin(), item.number(), item.key());
            if (durable) assertTrue(onDisk.contains(item.key()), "sent before it is durable: " + item.key());
            assertFalse(erased.contains(item.key()), "sent although erased: " + item.key());
        }
        if (message instanceof PeerMessage.Ack(Origin of, long number)) acked.merge(of, number, Math::max);
    }

    <E> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E> List<E> done(Class<E> kind) {
        return done.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
