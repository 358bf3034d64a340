package discedge.timeline.log;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Places events in time in the order they came, though their clocks differ. A place's clock is taken at its word until it is
 * more than a second behind the log; from then on its events count from the place where the log was. So one node's clock that
 * is an hour ahead shifts the log once and does not make it stand still. A function of the events alone: a log read from a file
 * gets the times it had live. For one thread.
 */
final class LogClock {
    private static final long TOLERANCE = 1_000_000_000L;

    private final Map<String, Long> offsets = new HashMap<>();
    private long last = Long.MIN_VALUE;

    /** Nanoseconds since the epoch. */
    long place(NodeEvent event) {
        long at = event.at().getEpochSecond() * 1_000_000_000L + event.at().getNano();
        // What a client saw is timed by the client, wherever it was.
        String clock = event instanceof ClientEvent client ? "client " + client.client() : event.node();
        long time = at + offsets.getOrDefault(clock, 0L);
        if (last != Long.MIN_VALUE && time < last - TOLERANCE) {
            offsets.put(clock, last - at);
            time = last;
        }
        last = Math.max(last, time);
        return last;
    }
}
