package discedge.timeline.world;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.timeline.log.TimedEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * What the strip of figures is made from, all nodes and sessions together.
 *
 * @param firstToken at the clients; at the nodes as long as no client says anything
 * @param clientSide whether a client said anything
 * @param replicaWait for the replica, of each request: as long as it waited, be it in vain, and zero where it was answered without
 * @param lag of each turn record, from its write to its arrival
 * @param retries attempts beyond the first
 * @param conflicts answers with status 409
 * @param turns answers
 * @param commits records written
 * @param recordBytes of all records, each once: what a replica has to be sent
 * @param contextBytes of the whole context at each commit: what it would have to be sent otherwise
 */
public record Meters(Samples firstToken, boolean clientSide, Samples replicaWait, Samples lag, Counts retries, Counts conflicts, Counts turns,
                     long commits, long recordBytes, long contextBytes) {
    static final Meters NONE = new Meters(Samples.NONE, false, Samples.NONE, Samples.NONE, Counts.NONE, Counts.NONE, Counts.NONE, 0, 0, 0);

    Meters apply(TimedEvent timed, Clocks clocks) {
        Instant time = timed.time();
        return switch (timed.event()) {
            case ClientEvent.FirstToken seen -> new Meters((clientSide ? firstToken : Samples.NONE).with(time, seen.since()), true, replicaWait, lag, retries,
                    conflicts, turns, commits, recordBytes, contextBytes);
            case ClientEvent.Sent seen when seen.attempt() > 1 -> new Meters(firstToken, clientSide, replicaWait, lag, retries.with(time, 1), conflicts, turns,
                    commits, recordBytes, contextBytes);
            case TurnEvent.Waited seen -> waited(time, seen.waited());
            case TurnEvent.Answered seen -> {
                Samples first = clientSide || seen.replayed() ? firstToken : firstToken.with(time, seen.queued().plus(seen.waited()).plus(seen.prefill()));
                Meters answered = new Meters(first, clientSide, replicaWait, lag, retries, conflicts, turns.with(time, 1), commits, recordBytes, contextBytes);
                // One that waited has said so when its wait ended.
                yield seen.waited().isZero() ? answered.waited(time, Duration.ZERO) : answered;
            }
            case TurnEvent.Refused seen when seen.status() == 409 -> new Meters(firstToken, clientSide, replicaWait, lag, retries, conflicts.with(time, 1), turns,
                    commits, recordBytes, contextBytes);
            case ReplicaEvent.Arrived seen when RecordName.isTurn(seen.key()) && !seen.origin().equals(seen.node()) -> new Meters(firstToken, clientSide, replicaWait,
                    lag.with(time, clocks.lag(seen)), retries, conflicts, turns, commits, recordBytes, contextBytes);
            case NodeEvent other -> this;
        };
    }

    private Meters waited(Instant time, Duration wait) {
        return new Meters(firstToken, clientSide, replicaWait.with(time, wait), lag, retries, conflicts, turns, commits, recordBytes, contextBytes);
    }

    /** @param context bytes of the session's records, this one included */
    Meters committed(int record, long context) {
        return new Meters(firstToken, clientSide, replicaWait, lag, retries, conflicts, turns, commits + 1, recordBytes + record, contextBytes + context);
    }
}
