package discedge.timeline.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PersistentMapTest {
    /** Few hashes, so that many keys collide. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 5 == 0 ? 7 : number * 0x10001;
        }
    }

    @Test
    void everyVersionStaysWhatItWas() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        var plain = new HashMap<Key, Integer>();
        var versions = new ArrayList<PersistentMap<Key, Integer>>();
        var copies = new ArrayList<Map<Key, Integer>>();
        for (int i = 0; i < 3000; i++) {
            var key = new Key(random.nextInt(200));
            if (random.nextInt(3) == 0) {
                map = map.without(key);
                plain.remove(key);
            } else {
                map = map.with(key, i);
                plain.put(key, i);
            }
            if (i % 10 == 0) {
                versions.add(map);
                copies.add(new HashMap<>(plain));
            }
        }
        for (int i = 0; i < versions.size(); i++) assertEquals(copies.get(i), plain(versions.get(i)), "version " + i + ", seed " + seed);
        for (int i = 0; i < 100; i++) {
            int one = random.nextInt(versions.size());
            int other = random.nextInt(versions.size());
            var changed = new HashMap<Key, Integer>();
            versions.get(other).forEachChanged(versions.get(one), changed::put);
            var expected = new HashMap<>(copies.get(other));
            expected.entrySet().removeAll(copies.get(one).entrySet());
            assertEquals(expected, changed, "changes from " + one + " to " + other + ", seed " + seed);
        }
    }

    private static Map<Key, Integer> plain(PersistentMap<Key, Integer> map) {
        var plain = new HashMap<Key, Integer>();
        map.forEach(plain::put);
        assertEquals(plain.size(), map.size());
        plain.forEach((key, value) -> assertEquals(value, map.get(key, -1)));
        return plain;
    }

    @Test
    void equalContentsAreEqualHoweverTheyCameAbout() {
        PersistentMap<String, Integer> one = PersistentMap.<String, Integer>empty().with("a", 1).with("b", 2).with("c", 3).without("b");
        PersistentMap<String, Integer> other = PersistentMap.<String, Integer>empty().with("c", 3).with("a", 1);
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void theSameValueAgainIsTheSameMap() {
        PersistentMap<String, Integer> map = PersistentMap.<String, Integer>empty().with("a", 1);
        assertSame(map, map.with("a", 1));
        assertSame(map, map.without("b"));
    }

    @Test
    void aSequenceGrowsAndItsVersionsDoNot() {
        Sequence<String> one = Sequence.<String>empty().with("a").with("b");
        Sequence<String> two = one.with("c").with(0, "z");
        assertEquals(List.of("a", "b"), one);
        assertEquals(List.of("z", "b", "c"), two);
        assertThrows(IndexOutOfBoundsException.class, () -> one.get(2));
    }
}
