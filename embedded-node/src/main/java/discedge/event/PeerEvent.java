package discedge.event;

import java.time.Duration;
import java.time.Instant;

/** What a node knows of the link to a peer. */
public sealed interface PeerEvent extends NodeEvent {
    /**
     * The peer answered on the stream this node opened.
     *
     * @param address host:port dialled
     */
    record Up(Instant at, String node, String peer, String address, long epoch, boolean durable, String keygroup) implements PeerEvent {}

    /**
     * The stream to the peer is gone.
     *
     * @param why in words
     * @param retryIn until the next try
     */
    record Down(Instant at, String node, String peer, String address, String why, Duration retryIn) implements PeerEvent {}

    /**
     * The peer's own stream to this node opened or closed: while it is open the peer sends its items itself.
     */
    record Heard(Instant at, String node, String peer, long epoch, boolean open) implements PeerEvent {}

    /**
     * A beat came back.
     */
    record Measured(Instant at, String node, String peer, Duration roundTrip) implements PeerEvent {}

    /**
     * The peer serves another model or tokenizer: nothing is exchanged with it.
     */
    record Mismatch(Instant at, String node, String peer, String keygroup, String fingerprint) implements PeerEvent {}
}
