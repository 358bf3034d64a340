package discedge.experiment.bench;

import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Hears what one node writes and what its peers acknowledge. */
final class SyncWatch implements EventSink {
    private final String node;
    private final Map<Integer, Integer> recordBytes = new HashMap<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private long written;

    SyncWatch(String node) {
        this.node = node;
    }

    @Override
    public synchronized void emit(NodeEvent event) {
        if (!event.node().equals(node)) return;
        if (event instanceof TurnEvent.Committed e) recordBytes.put(e.turn(), e.bytes());
        if (event instanceof ReplicaEvent.Written e) written = Math.max(written, e.number());
        if (event instanceof ReplicaEvent.Acknowledged e && e.origin().equals(node)) {
            acknowledged.merge(e.peer(), e.number(), Math::max);
            notifyAll();
        }
    }

    /** Size of a turn's encoded record without its key, in bytes. */
    synchronized int recordBytes(int turn) throws BenchmarkFailedException {
        Integer bytes = recordBytes.get(turn);
        if (bytes == null) throw new BenchmarkFailedException("turn " + turn + " left no record at " + node);
        return bytes;
    }

    /** Waits until so many peers have acknowledged all that the node wrote; false if they have not in time. */
    synchronized boolean awaitAcknowledged(int peers, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (acknowledged.values().stream().filter(number -> number >= written).count() < peers) {
            long left = end - System.nanoTime();
            if (left <= 0) return false;
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
