package discedge.fred;

import java.time.Duration;
import java.util.List;

/**
 * What a replica is told at its start.
 *
 * @param origin this node and the epoch of its writes in this life
 * @param durable appended entries survive the process
 * @param peers addresses (host:port) of the members this node dials
 * @param beatEvery how long a link may be silent before a beat is sent on it
 * @param deadAfter how long a beat may be unanswered before the link is given up
 * @param windowItems items in flight to one peer that are not acknowledged yet
 */
public record ReplicaSettings(Origin origin, boolean durable, String keygroup, String fingerprint, List<String> peers,
                              Duration beatEvery, Duration deadAfter, int windowItems) {
    public ReplicaSettings {
        peers = List.copyOf(peers);
    }

    public static ReplicaSettings of(Origin origin, boolean durable, String keygroup, String fingerprint, List<String> peers) {
        return new ReplicaSettings(origin, durable, keygroup, fingerprint, peers, Duration.ofSeconds(2), Duration.ofSeconds(4), 512);
    }
}
