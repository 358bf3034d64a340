package discedge.timeline;

import discedge.timeline.log.EventStore;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.marks.Marks;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The world at any place of a log. Every so many events, its stride, the world is kept; it shares all that did not change with
 * the one before. Going anywhere folds fewer events than the stride, which is {@value #STRIDE} and doubles each time that
 * {@value #MOST_KEPT} worlds are kept: every other one is let go then, so that what is kept grows more slowly than the log.
 * Safe for many threads; a world, once given, never changes.
 */
public final class Timeline {
    private static final System.Logger LOG = System.getLogger("discedge");
    static final int STRIDE = 4096;
    static final int MOST_KEPT = 512;

    private final EventStore store;
    private final Marks marks = new Marks();
    private final LongAdder folded = new LongAdder();
    private volatile Optional<Skipped> skipped = Optional.empty();
    /** After 0, 1, 2… strides. Guarded by this. */
    private List<World> checkpoints = new ArrayList<>();
    private final int mostKept;
    /** Guarded by this. */
    private int stride;
    private volatile World newest;
    /** The last one a cursor was at: playing on from there, or stepping, folds next to nothing. Looks aside do not move it. */
    private volatile World near;

    /** @param kind of the nodes, {@link Source#EMBEDDED} or {@link Source#REMOTE} */
    public Timeline(EventStore store, Source kind) {
        this(store, kind, STRIDE, MOST_KEPT);
    }

    Timeline(EventStore store, Source kind, int stride, int mostKept) {
        this.store = store;
        this.stride = stride;
        this.mostKept = mostKept;
        this.newest = World.empty(kind);
        this.near = newest;
        checkpoints.add(newest);
    }

    public EventStore store() {
        return store;
    }

    /** What stands out in the events of the {@link #newest} world and, while that is being made, in some later ones. */
    public Marks marks() {
        return marks;
    }

    /** The newest world folded so far: cheap, does no work. */
    public World newest() {
        return newest;
    }

    /** Takes in all events that have come. @return the newest world */
    public World catchUp() {
        return catchUp(Integer.MAX_VALUE);
    }

    /** Takes in at most so many events, so that opening a large file can say how far it is. @return the newest world */
    public World catchUp(int most) {
        return foldTo(Math.min(store.size(), newest.event() + most));
    }

    private synchronized World foldTo(long event) {
        World world = newest;
        while (world.event() < event) {
            world = fold(world);
            mark(store.get(world.event()));
            if (world.event() % stride == 0) keep(world);
        }
        newest = world;
        return world;
    }

    private World fold(World world) {
        folded.increment();
        TimedEvent seen = store.get(world.event() + 1);
        try {
            return world.apply(seen);
        } catch (RuntimeException e) {
            // Later looks at the same event fail again, and count no more.
            if (seen.id() > newest.event()) skipped(seen, e);
            return world.without(seen);
        }
    }

    private void mark(TimedEvent seen) {
        try {
            marks.add(seen);
        } catch (RuntimeException e) {
            skipped(seen, e);
        }
    }

    /** Under the lock: only new events count. */
    private void skipped(TimedEvent seen, RuntimeException why) {
        if (skipped.isEmpty()) LOG.log(System.Logger.Level.ERROR, "an event that cannot be folded: " + seen.event(), why);
        if (skipped.isPresent() && skipped.get().last() == seen.id()) return;
        skipped = Optional.of(new Skipped(skipped.map(Skipped::count).orElse(0L) + 1, skipped.map(Skipped::first).orElse(seen), seen.id()));
    }

    private void keep(World world) {
        checkpoints.add(world);
        if (checkpoints.size() <= mostKept) return;
        var fewer = new ArrayList<World>();
        for (int i = 0; i < checkpoints.size(); i += 2) fewer.add(checkpoints.get(i));
        checkpoints = fewer;
        stride *= 2;
    }

    /** Events folded into worlds since the start, however often each: what looking around costs. */
    public long folded() {
        return folded.sum();
    }

    /** Worlds kept now, at most {@value #MOST_KEPT}. */
    public synchronized int kept() {
        return checkpoints.size();
    }

    /** The world after an event; 0 = before the first. An event that is not there yet counts as the newest. */
    public World at(long event) {
        long wanted = Math.clamp(event, 0, store.size());
        if (wanted > newest.event()) foldTo(wanted);
        World world = nearest(wanted);
        while (world.event() < wanted) world = fold(world);
        return world;
    }

    /**
     * Events that could not be folded, a mistake of this program: they are in the log, and in no world.
     *
     * @param last id of the newest one
     */
    public record Skipped(long count, TimedEvent first, long last) {}

    /** Empty if every event so far was folded, as it should be. */
    public Optional<Skipped> skipped() {
        return skipped;
    }

    private World nearest(long wanted) {
        if (newest.event() == wanted) return newest;
        World kept;
        synchronized (this) {
            kept = checkpoints.get((int) (wanted / stride));
        }
        World last = near;
        return last.event() <= wanted && last.event() > kept.event() ? last : kept;
    }

    /** The world at a moment: after all events up to and at it. */
    public World at(Instant time) {
        return at(store.lastAt(time)).at(time);
    }

    /** @param now what the clock says, for a live cursor: ages and countdowns go on while nothing happens */
    public World at(Cursor cursor, Instant now) {
        return switch (cursor) {
            case Cursor.Live live -> catchUp().at(now);
            case Cursor.Held(long event, Instant time) -> goTo(event).at(time);
        };
    }

    private World goTo(long event) {
        World world = at(event);
        near = world;
        return world;
    }
}
