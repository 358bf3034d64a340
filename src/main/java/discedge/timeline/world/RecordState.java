package discedge.timeline.world;

import discedge.session.TurnHash;
import discedge.timeline.persistent.PersistentMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A turn's record and where it is.
 *
 * @param name turn and begin of the hash, as in its store key
 * @param hash empty until its commit was seen
 * @param before the record it chains to; empty until its commit was seen
 * @param origin the node that wrote it
 * @param written when it was first heard of
 * @param bytes of the encoded record
 * @param replicas by node, its origin too
 */
public record RecordState(String name, int turn, Optional<TurnHash> hash, Optional<TurnHash> before, String origin, Instant written, int bytes,
                          PersistentMap<String, Arrival> replicas) {
    /**
     * @param lag from the write to here; zero at the origin
     * @param event id of the event that said so
     */
    public record Arrival(Instant time, Duration lag, long event) {}

    static RecordState first(String name, String origin, Instant time, int bytes) {
        return new RecordState(name, RecordName.turn(name), Optional.empty(), Optional.empty(), origin, time, bytes, PersistentMap.empty());
    }

    RecordState committed(TurnHash its, TurnHash chainsTo, int size) {
        return new RecordState(name, turn, Optional.of(its), Optional.of(chainsTo), origin, written, size, replicas);
    }

    RecordState at(String node, Arrival arrival) {
        return new RecordState(name, turn, hash, before, origin, written, bytes, replicas.with(node, arrival));
    }

    /** The longest way to a replica so far; empty until one has it. */
    public Optional<Duration> worstLag() {
        var worst = new Duration[1];
        replicas.forEach((node, arrival) -> {
            if (!node.equals(origin) && (worst[0] == null || arrival.lag().compareTo(worst[0]) > 0)) worst[0] = arrival.lag();
        });
        return Optional.ofNullable(worst[0]);
    }
}
