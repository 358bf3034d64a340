package discedge.timeline.log;

import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All events of a run in the order they came, ids from 1. Appended to by any thread, one at a time; read by any number of
 * threads without a lock, which see every event up to the {@link #size} they asked for.
 */
public final class EventStore implements EventSink {
    private static final int CHUNK = 4096;

    private final LogClock clock = new LogClock();
    /** Replaced when it grows; a chunk never moves. */
    private volatile Chunk[] chunks = new Chunk[16];
    /** Written last, read first: what is below it is there for every thread. */
    private volatile long size;

    /** @param times nanoseconds since the epoch, never falling */
    @SuppressWarnings("ArrayRecordComponent")
    private record Chunk(NodeEvent[] events, long[] times) {
        Chunk() {
            this(new NodeEvent[CHUNK], new long[CHUNK]);
        }
    }

    @Override
    public void emit(NodeEvent event) {
        append(event);
    }

    /** @return the event with its id */
    public synchronized RecordedEvent append(NodeEvent event) {
        Objects.requireNonNull(event);
        long index = size;
        int chunk = Math.toIntExact(index / CHUNK);
        if (chunk == chunks.length) chunks = Arrays.copyOf(chunks, chunk * 2);
        if (chunks[chunk] == null) chunks[chunk] = new Chunk();
        chunks[chunk].events[(int) (index % CHUNK)] = event;
        chunks[chunk].times[(int) (index % CHUNK)] = clock.place(event);
        size = index + 1;
        return new RecordedEvent(index + 1, event);
    }

    /** Events so far; also the id of the newest one, 0 before the first. */
    public long size() {
        return size;
    }

    /** @throws IndexOutOfBoundsException if no event has this id */
    public TimedEvent get(long id) {
        check(id);
        Chunk chunk = chunk(id);
        int at = (int) ((id - 1) % CHUNK);
        return new TimedEvent(id, instant(chunk.times[at]), chunk.events[at]);
    }

    /** The event's place in time. @throws IndexOutOfBoundsException if no event has this id */
    public Instant time(long id) {
        return instant(nanos(check(id)));
    }

    public Optional<Instant> firstTime() {
        return size == 0 ? Optional.empty() : Optional.of(time(1));
    }

    public Optional<Instant> lastTime() {
        long last = size;
        return last == 0 ? Optional.empty() : Optional.of(time(last));
    }

    /** Id of the last event at or before the time; 0 if there is none. */
    public long lastAt(Instant time) {
        return lastAt(nanos(time), size);
    }

    private long lastAt(long nanos, long size) {
        long low = 0;
        long high = size;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (nanos(middle) <= nanos) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /** Every event from one id to another, both included; what is not there is left out. */
    public void forEach(long from, long to, Consumer<TimedEvent> each) {
        long end = Math.min(to, size);
        for (long id = Math.max(1, from); id <= end; id++) each.accept(get(id));
    }

    /** The events from one id to another, both included. */
    public List<TimedEvent> events(long from, long to) {
        var found = new ArrayList<TimedEvent>();
        forEach(from, to, found::add);
        return found;
    }

    /** The events at or after the one time and at or before the other. */
    public List<TimedEvent> between(Instant from, Instant to) {
        return events(lastAt(nanos(from) - 1, size) + 1, lastAt(to));
    }

    /**
     * Searches in one direction and stops after so many hits or events looked at, whichever is first.
     *
     * @param from the first id to look at, included
     * @param backwards from newer to older ones
     * @param most hits
     * @param scan events to look at: what bounds the time this takes
     */
    public Page find(EventFilter filter, long from, boolean backwards, int most, int scan) {
        long end = size;
        long step = backwards ? -1 : 1;
        var hits = new ArrayList<TimedEvent>();
        long id = Math.clamp(from, backwards ? 0 : 1, backwards ? end : end + 1);
        for (int seen = 0; id >= 1 && id <= end && seen < scan && hits.size() < most; seen++, id += step) {
            TimedEvent event = get(id);
            if (filter.matches(event)) hits.add(event);
        }
        return new Page(hits, id >= 1 && id <= end ? Optional.of(id) : Optional.empty());
    }

    /** @param next where to go on; empty = all was looked at */
    public record Page(List<TimedEvent> events, Optional<Long> next) {
        public Page {
            events = List.copyOf(events);
        }
    }

    /** How many events lie in equal parts of the time between two moments. */
    public Density density(Instant from, Instant to, int buckets) {
        return Density.of(from, to, buckets, this::before);
    }

    /** Events before the time. */
    private long before(Instant time) {
        return lastAt(nanos(time) - 1, size);
    }

    private long check(long id) {
        if (id < 1 || id > size) throw new IndexOutOfBoundsException("there is no event " + id + "; there are " + size);
        return id;
    }

    private Chunk chunk(long id) {
        return chunks[(int) ((id - 1) / CHUNK)];
    }

    private long nanos(long id) {
        return chunk(id).times[(int) ((id - 1) % CHUNK)];
    }

    /** Times beyond what fits, some 290 years from 1970, are as far as it goes. */
    private static long nanos(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -9_000_000_000L, 9_000_000_000L);
        return seconds * 1_000_000_000L + time.getNano();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
