package discedge.timeline;

import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The world at any place of a log. Every {@value #STRIDE} events the world is kept; it shares all that did not change with the
 * one before, so what is kept grows as the log does and no faster, and going anywhere folds fewer than {@value #STRIDE} events.
 * Safe for many threads; a world, once given, never changes.
 */
public final class Timeline {
    static final int STRIDE = 4096;

    private final EventStore store;
    /** After 0, {@value #STRIDE}, 2 × {@value #STRIDE}… events. Guarded by this. */
    private final List<World> checkpoints = new ArrayList<>();
    private volatile World newest;
    /** The last one asked for: playing on from there, or stepping, folds next to nothing. */
    private volatile World near;

    /** @param kind of the nodes, {@link Source#EMBEDDED} or {@link Source#REMOTE} */
    public Timeline(EventStore store, Source kind) {
        this.store = store;
        this.newest = World.empty(kind);
        this.near = newest;
        checkpoints.add(newest);
    }

    public EventStore store() {
        return store;
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
            world = world.apply(store.get(world.event() + 1));
            if (world.event() % STRIDE == 0) checkpoints.add(world);
        }
        newest = world;
        return world;
    }

    /** The world after an event; 0 = before the first. An event that is not there yet counts as the newest. */
    public World at(long event) {
        long wanted = Math.clamp(event, 0, store.size());
        if (wanted > newest.event()) foldTo(wanted);
        World world = nearest(wanted);
        while (world.event() < wanted) world = world.apply(store.get(world.event() + 1));
        near = world;
        return world;
    }

    private World nearest(long wanted) {
        if (newest.event() == wanted) return newest;
        World kept;
        synchronized (this) {
            kept = checkpoints.get((int) (wanted / STRIDE));
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
            case Cursor.Held(long event, Instant time) -> at(event).at(time);
        };
    }
}
