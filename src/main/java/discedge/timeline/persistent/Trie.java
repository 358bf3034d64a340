package discedge.timeline.persistent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The nodes of a {@link PersistentMap}: five bits of the hash a level. */
final class Trie {
    private static final int BITS = 5;

    private Trie() {}

    sealed interface Node {}

    record Leaf(int hash, Object key, Object value) implements Node {}

    /** Keys of one and the same hash. */
    private record Clash(int hash, List<Leaf> leaves) implements Node {}

    /** @param bitmap which of the 32 children are there, in this order */
    @SuppressWarnings("ArrayRecordComponent")
    private record Branch(int bitmap, Node[] children) implements Node {
        boolean has(int bit) {
            return (bitmap & bit) != 0;
        }

        int index(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }

        Branch with(int bit, Node child) {
            int index = index(bit);
            if (has(bit)) {
                Node[] copy = children.clone();
                copy[index] = child;
                return new Branch(bitmap, copy);
            }
            var copy = new Node[children.length + 1];
            System.arraycopy(children, 0, copy, 0, index);
            copy[index] = child;
            System.arraycopy(children, index, copy, index + 1, children.length - index);
            return new Branch(bitmap | bit, copy);
        }

        Branch without(int bit) {
            int index = index(bit);
            var copy = new Node[children.length - 1];
            System.arraycopy(children, 0, copy, 0, index);
            System.arraycopy(children, index + 1, copy, index, copy.length - index);
            return new Branch(bitmap & ~bit, copy);
        }
    }

    static int spread(Object key) {
        int hash = key.hashCode();
        return hash ^ hash >>> 16;
    }

    private static int bit(int hash, int shift) {
        return 1 << (hash >>> shift & 31);
    }

    /** Null if it is not there. */
    static Object find(Node root, int hash, int from, Object key) {
        Node node = root;
        for (int shift = from; ; shift += BITS) {
            switch (node) {
                case Leaf leaf -> {
                    return leaf.hash == hash && leaf.key.equals(key) ? leaf.value : null;
                }
                case Clash clash -> {
                    for (Leaf leaf : clash.leaves) if (leaf.key.equals(key)) return leaf.value;
                    return null;
                }
                case Branch branch -> {
                    int bit = bit(hash, shift);
                    if (!branch.has(bit)) return null;
                    node = branch.children[branch.index(bit)];
                }
            }
        }
    }

    static Node put(Node node, int shift, int hash, Object key, Object value) {
        return switch (node) {
            case Leaf leaf when leaf.hash == hash && leaf.key.equals(key) -> new Leaf(hash, leaf.key, value);
            case Leaf leaf when leaf.hash == hash -> new Clash(hash, List.of(leaf, new Leaf(hash, key, value)));
            case Leaf leaf -> put(split(leaf, leaf.hash, shift), shift, hash, key, value);
            case Clash clash when clash.hash == hash -> {
                var leaves = new ArrayList<Leaf>(clash.leaves);
                leaves.removeIf(leaf -> leaf.key.equals(key));
                leaves.add(new Leaf(hash, key, value));
                yield new Clash(hash, leaves);
            }
            case Clash clash -> put(split(clash, clash.hash, shift), shift, hash, key, value);
            case Branch branch -> {
                int bit = bit(hash, shift);
                yield branch.with(bit, branch.has(bit) ? put(branch.children[branch.index(bit)], shift + BITS, hash, key, value) : new Leaf(hash, key, value));
            }
        };
    }

    private static Branch split(Node node, int hash, int shift) {
        return new Branch(bit(hash, shift), new Node[] {node});
    }

    /** The key is there. Null if nothing is left. */
    static Node remove(Node node, int shift, int hash, Object key) {
        return switch (node) {
            case Leaf leaf -> null;
            case Clash clash -> {
                List<Leaf> rest = clash.leaves.stream().filter(leaf -> !leaf.key.equals(key)).toList();
                yield rest.size() == 1 ? rest.getFirst() : new Clash(hash, rest);
            }
            case Branch branch -> {
                int bit = bit(hash, shift);
                Node child = remove(branch.children[branch.index(bit)], shift + BITS, hash, key);
                if (child != null) yield branch.with(bit, child);
                Branch rest = branch.without(bit);
                yield rest.bitmap == 0 ? null : rest;
            }
        };
    }

    static void forEach(Node node, Consumer<Leaf> each) {
        switch (node) {
            case Leaf leaf -> each.accept(leaf);
            case Clash clash -> clash.leaves.forEach(each);
            case Branch branch -> {
                for (Node child : branch.children) forEach(child, each);
            }
        }
    }

    /** Every leaf of {@code now} that is not below a node which both versions share, and perhaps some more. */
    static void changed(Node before, Node now, Consumer<Leaf> each) {
        if (before == now) return;
        if (!(before instanceof Branch old && now instanceof Branch branch)) {
            forEach(now, each);
            return;
        }
        for (int rest = branch.bitmap; rest != 0; rest &= rest - 1) {
            int bit = Integer.lowestOneBit(rest);
            changed(old.has(bit) ? old.children[old.index(bit)] : null, branch.children[branch.index(bit)], each);
        }
    }
}
