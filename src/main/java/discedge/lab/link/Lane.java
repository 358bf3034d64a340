package discedge.lab.link;

import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/** One direction of a link: its properties, its bandwidth, shared by the pipes that run over it, and its count of bytes. */
final class Lane {
    /** A limited lane is given away in pieces of this many a second, so that connections take turns and changes show soon. */
    private static final long PIECES_PER_SECOND = 200;
    private static final long SMALLEST_PIECE = 256;
    private static final double NANOS = 1e9;

    private final RandomGenerator generator;
    private final LongAdder accepted = new LongAdder();
    private volatile State state = new State(LinkProperties.PERFECT, System.nanoTime(), System.nanoTime());
    private long freeAt = System.nanoTime();

    /**
     * @param healedAt when a silent cut last ended, or the lane's beginning
     * @param limitSetAt when the bandwidth was last changed, or the lane's beginning
     */
    private record State(LinkProperties properties, long healedAt, long limitSetAt) {}

    /** @param generator draws the jitter; used by this lane alone */
    Lane(RandomGenerator generator) {
        this.generator = generator;
    }

    LinkProperties properties() {
        return state.properties;
    }

    synchronized void set(LinkProperties properties) {
        long now = System.nanoTime();
        boolean heals = silent() && properties.cut() != Cut.SILENT;
        boolean limits = state.properties.bytesPerSecond() != properties.bytesPerSecond();
        // What occupies the lane by the old bandwidth must not hold up the new one.
        if (limits && freeAt - now > 0) freeAt = now;
        state = new State(properties, heals ? now : state.healedAt, limits ? now : state.limitSetAt);
    }

    void accepted(int bytes) {
        accepted.add(bytes);
    }

    long acceptedBytes() {
        return accepted.sum();
    }

    boolean silent() {
        return state.properties.cut() == Cut.SILENT;
    }

    long delayNanos() {
        return state.properties.delay().toNanos();
    }

    /** Nothing is done to the bytes: they may be handed on at once. */
    boolean perfect() {
        return state.properties.equals(LinkProperties.PERFECT);
    }

    /**
     * Lets a chunk depart, or its first part where the bandwidth is so short that the whole would hold up others.
     *
     * @param floor it cannot have departed before
     * @return the chunk or part that has departed; null if the lane is cut, or busy until {@link #freeAt}
     */
    synchronized Chunk depart(Chunk chunk, long floor) {
        State now = state;
        if (now.properties.cut() == Cut.SILENT) return null;
        long start = later(later(chunk.readAt, floor), now.healedAt);
        long limit = now.properties.bytesPerSecond();
        Chunk piece = chunk;
        if (limit > 0 && chunk.length > 0) {
            if (freeAt - System.nanoTime() > 0) return null;
            int most = (int) Math.clamp(limit / PIECES_PER_SECOND, SMALLEST_PIECE, Integer.MAX_VALUE);
            if (chunk.length > most) piece = chunk.first(most);
            start = later(start, freeAt) + (long) Math.ceil(piece.length * NANOS / limit);
            freeAt = start;
        }
        piece.departedAt = start;
        piece.bytesPerSecond = limit;
        if (!now.properties.jitter().isZero()) piece.jitterShare = generator.nextDouble();
        return piece;
    }

    /** When the lane can take the next piece. */
    synchronized long freeAt() {
        return freeAt;
    }

    /** When a departed chunk arrives, by the properties of this moment: a change reaches what is under way. */
    long arrivesAt(Chunk chunk) {
        State now = state;
        long jitter = (long) (now.properties.jitter().toNanos() * chunk.jitterShare);
        boolean limitChanged = chunk.bytesPerSecond != now.properties.bytesPerSecond() && chunk.departedAt - now.limitSetAt > 0;
        return arrivesAt(limitChanged ? now.limitSetAt : chunk.departedAt) + jitter;
    }

    /** When what departs at a time arrives, jitter apart. What was under way in a silent cut was lost, and is sent again when it ends. */
    long arrivesAt(long departedAt) {
        State now = state;
        return later(departedAt, now.healedAt) + now.properties.delay().toNanos();
    }

    static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
