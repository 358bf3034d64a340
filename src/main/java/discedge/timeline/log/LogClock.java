package discedge.timeline.log;

import discedge.event.ClientEvent;
import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Places events in time in the order they came, though their clocks differ. A place's clock is taken at its word until it is
 * more than a second behind the log; from then on its events count from the place where the log was. So one node's clock that
 * is an hour ahead shifts the log once and does not make it stand still. A watched node's clock is measured, and that counts: an
 * event that it dates later than can be is placed where it came. A function of the events alone: a log read from a file gets the
 * times it had live. For one thread.
 */
final class LogClock {
    private static final long TOLERANCE = 1_000_000_000L;
    /** Between two words of the watch, and a second. */
    private static final long BEATS = 3_000_000_000L;

    private final Map<String, Long> offsets = new HashMap<>();
    /**
     * Places whose offset was measured, and how long after the watch's newest word something may be dated there: what comes late
     * from there is late, and no sign of another clock.
     */
    private final Map<String, Long> measured = new HashMap<>();
    /** The watch's newest word. */
    private long watch = Long.MIN_VALUE + 1;
    private long last = Long.MIN_VALUE;

    /** Nanoseconds since the epoch; what does not fit is as far as it goes. */
    long place(NodeEvent event) {
        long at = nanos(event.at());
        String clock = clock(event);
        if (event instanceof WatchEvent.Beat beat) {
            offsets.put(beat.node(), -nanos(beat.offset()));
            measured.put(beat.node(), plus(BEATS, plus(nanos(beat.uncertainty()), nanos(beat.uncertainty()))));
        }
        long time = plus(at, offsets.getOrDefault(clock, 0L));
        Long known = measured.get(clock);
        // Nobody there knows it better than the watch here: what is dated later than can be happened when it came.
        if (known != null && time > plus(watch, known)) time = last;
        if (last != Long.MIN_VALUE && time < plus(last, -TOLERANCE) && known == null) {
            offsets.put(clock, plus(last, -at));
            time = last;
        }
        if (event instanceof WatchEvent) watch = time;
        last = Math.max(last, time);
        return last;
    }

    private static long nanos(Instant time) {
        return nanos(time.getEpochSecond(), time.getNano());
    }

    private static long nanos(Duration time) {
        return nanos(time.getSeconds(), time.getNano());
    }

    /** Some 290 years at most. */
    private static long nanos(long seconds, int nanos) {
        return Math.clamp(seconds, -9_000_000_000L, 9_000_000_000L) * 1_000_000_000L + nanos;
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        boolean over = ((a ^ sum) & (b ^ sum)) < 0;
        return over ? a < 0 ? Long.MIN_VALUE + 1 : Long.MAX_VALUE : sum;
    }

    /** What a client or the lab saw has their own time, whichever node it is about. */
    private static String clock(NodeEvent event) {
        return switch (event) {
            case ClientEvent seen -> "client " + seen.client();
            case LabEvent seen -> "lab";
            case WatchEvent seen -> "watch";
            case TurnEvent seen -> seen.node();
            case ReplicaEvent seen -> seen.node();
            case PeerEvent seen -> seen.node();
            case LifeEvent seen -> seen.node();
            case PrewarmEvent seen -> seen.node();
            case FredEvent seen -> seen.node();
        };
    }
}
