package discedge.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random histories with broken wires, crashes, lost and damaged disks, full disks, refused items; then everything heals. */
class ReplicaHistoryTest {
    private static final int SEEDS = Integer.getInteger("replica.seeds", 400);
    private static final long FIRST = Long.getLong("replica.first", 1);

    @Test
    void afterHealingAllReplicasHoldTheSame() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                new History(seed).run();
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    private static final class History {
        final Random random;
        final World world = new World();
        final List<TestNode> nodes = new ArrayList<>();
        final Set<String> erased = new HashSet<>();
        /** Items that were answered for by a durable node whose disk was never touched. */
        final Map<String, String> promised = new TreeMap<>();
        final Set<TestNode> unlucky = new HashSet<>();
        final Set<String> refused = new HashSet<>();
        int keys;

        History(long seed) {
            random = new Random(seed);
            world.window = random.nextBoolean() ? 512 : 1 + random.nextInt(4);
            world.check = new ItemCheck() {
                @Override
                public Optional<String> problem(String key, byte[] value) {
                    return refused.contains(key) ? Optional.of("not readable today") : Optional.empty();
                }

                @Override
                public Instant written(String key, byte[] value) {
                    return Instant.EPOCH;
                }
            };
            int count = 2 + random.nextInt(3);
            boolean line = random.nextInt(3) == 0;
            for (int i = 0; i < count; i++) {
                var peers = new ArrayList<String>();
                for (int j = 0; j < count; j++) if (i != j && (!line || Math.abs(i - j) == 1)) peers.add("n" + j);
                nodes.add(world.add("n" + i, random.nextInt(3) > 0, peers.toArray(String[]::new)));
            }
        }

        void run() {
            int steps = 100 + random.nextInt(500);
            for (int i = 0; i < steps; i++) step();
            heal();
            check();
        }

        TestNode any() {
            return nodes.get(random.nextInt(nodes.size()));
        }

        void step() {
            int dice = random.nextInt(100);
            if (dice < 14) create();
            else if (dice < 55) deliver();
            else if (dice < 68) any().unsynced.stream().findAny().ifPresent(_ -> syncSome());
            else if (dice < 80) dial();
            else if (dice < 84) cutSome();
            else if (dice < 90) any().fetch("k" + (random.nextBoolean() ? "" : random.nextInt(3)));
            else if (dice < 92) erase();
            else if (dice < 94) fail();
            else if (dice < 95) refuse();
            else if (dice < 97) restart();
            else world.pass(Duration.ofMillis(random.nextInt(3000)));
        }

        void create() {
            boolean shared = random.nextInt(5) == 0;
            String key = shared ? "k" + random.nextInt(3) + "shared" + random.nextInt(6) : "k" + random.nextInt(3) + "-" + ++keys;
            any().create(key, "value of " + key);
        }

        void deliver() {
            for (int i = 0; i < 4 && !world.wires.isEmpty(); i++) {
                World.Wire wire = world.wires.get(random.nextInt(world.wires.size()));
                if (random.nextBoolean()) wire.deliverUp();
                else wire.deliverDown();
            }
        }

        void syncSome() {
            for (TestNode node : nodes) if (!node.unsynced.isEmpty() && random.nextBoolean()) node.sync(1 + random.nextInt(node.unsynced.size()));
        }

        void dial() {
            TestNode from = any();
            TestNode to = world.nodes.get(from.peers.get(random.nextInt(from.peers.size())));
            if (!world.isDialled(from, to)) world.dial(from, to);
        }

        void cutSome() {
            if (world.wires.isEmpty()) return;
            world.wires.get(random.nextInt(world.wires.size())).cut(random.nextInt(4) > 0, random.nextInt(4) > 0);
            world.wires.removeIf(wire -> !wire.fromOpen && !wire.toOpen);
        }

        void erase() {
            TestNode node = any();
            var items = node.replica.scan("");
            if (items.isEmpty()) return;
            String key = items.get(random.nextInt(items.size())).key();
            erased.add(key);
            node.erase(key);
        }

        void fail() {
            TestNode node = any();
            if (!node.unsynced.isEmpty()) node.failFrom(random.nextInt(node.unsynced.size()));
        }

        void refuse() {
            if (refused.size() < 3 && keys > 0) refused.add("k" + random.nextInt(3) + "-" + (keys + random.nextInt(2)));
            else refused.clear();
        }

        void restart() {
            TestNode node = any();
            promise(node);
            node.crash(random.nextInt(3) == 0 ? random.nextInt(60) : 0);
            int fate = random.nextInt(6);
            if (fate == 0) {
                node.disk = new byte[0];
                unlucky.add(node);
            } else if (fate == 1 && node.disk.length > 0) {
                node.disk[random.nextInt(node.disk.length)] ^= (byte) (1 << random.nextInt(8));
                unlucky.add(node);
            }
            node.start();
            if (node.durable && !unlucky.contains(node)) {
                node.acked.forEach((origin, number) -> assertTrue(node.replica.held().getOrDefault(origin, 0L) >= number,
                        node.name + " acknowledged " + number + " of " + origin + " and came back with " + node.replica.held()));
            } else {
                node.acked.clear();
            }
            world.wires.removeIf(wire -> !wire.fromOpen && !wire.toOpen);
        }

        /** What is in view at a durable node may be relied on. */
        void promise(TestNode node) {
            if (node.durable) World.content(node).forEach((key, value) -> promised.put(node.name + " " + key, value));
        }

        void heal() {
            refused.clear();
            for (int second = 0; second < 90; second++) {
                for (TestNode node : nodes) for (String peer : node.peers) if (!world.isDialled(node, world.nodes.get(peer))) world.dial(node, world.nodes.get(peer));
                world.settle();
                world.pass(Duration.ofSeconds(1));
            }
            world.settle();
        }

        void check() {
            Map<String, String> first = notErased(World.content(nodes.getFirst()));
            for (TestNode node : nodes) {
                promise(node);
                assertEquals(first, notErased(World.content(node)), () -> difference(nodes.getFirst(), node));
                for (String key : node.erased) assertTrue(node.replica.read(key).isEmpty(), "erased came back: " + key);
                assertTrue(node.creating.isEmpty(), "creates without an end");
                assertTrue(node.fetching.isEmpty(), "fetches without an end");
                assertTrue(node.replica.allLinked(), "not linked");
            }
            promised.forEach((place, value) -> {
                String[] parts = place.split(" ", 2);
                if (unlucky.contains(world.nodes.get(parts[0])) || erased.contains(parts[1])) return;
                assertEquals(value, first.get(parts[1]), "lost, though it was durable: " + place);
            });
        }

        private String difference(TestNode a, TestNode b) {
            var only = new StringBuilder();
            for (StoredItem item : a.replica.scan("")) if (b.replica.read(item.key()).isEmpty()) only.append("\nonly at ").append(a.name).append(": ").append(item);
            for (StoredItem item : b.replica.scan("")) if (a.replica.read(item.key()).isEmpty()) only.append("\nonly at ").append(b.name).append(": ").append(item);
            return a.name + " holds " + a.replica.held() + "\n" + b.name + " holds " + b.replica.held() + only + "\nerased: " + erased + "\n";
        }

        private Map<String, String> notErased(Map<String, String> content) {
            content.keySet().removeAll(erased);
            return content;
        }
    }
}
