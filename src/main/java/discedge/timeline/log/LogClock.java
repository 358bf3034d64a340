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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Places events in time in the order they came, though their clocks differ. A place's clock is taken at its word until it is
 * more than a second behind the log; from then on its events count from the place where the log was. So one node's clock that
 * is an hour ahead shifts the log once and does not make it stand still. A watched node's clock is measured, and that counts. A function of the events alone: a log read from a file
 * gets the times it had live. For one thread.
 */
final class LogClock {
    private static final long TOLERANCE = 1_000_000_000L;

    private final Map<String, Long> offsets = new HashMap<>();
    /** Places whose offset was measured: what comes late from there is late, and no sign of another clock. */
    private final Set<String> measured = new HashSet<>();
    private long last = Long.MIN_VALUE;

    /** Nanoseconds since the epoch. */
    long place(NodeEvent event) {
        long at = event.at().getEpochSecond() * 1_000_000_000L + event.at().getNano();
        String clock = clock(event);
        if (event instanceof WatchEvent.Beat beat) {
            offsets.put(beat.node(), -beat.offset().toNanos());
            measured.add(beat.node());
        }
        long time = at + offsets.getOrDefault(clock, 0L);
        if (last != Long.MIN_VALUE && time < last - TOLERANCE && !measured.contains(clock)) {
            offsets.put(clock, last - at);
            time = last;
        }
        last = Math.max(last, time);
        return last;
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
