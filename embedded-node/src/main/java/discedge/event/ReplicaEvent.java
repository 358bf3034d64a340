package discedge.event;

import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a node's replica of the store does. */
public sealed interface ReplicaEvent extends NodeEvent {
    /**
     * An item was written here first: durable if the node is.
     *
     * @param number its number among this node's writes of this epoch
     * @param key the item's key
     * @param bytes of the value
     */
    record Written(Instant at, String node, long epoch, long number, String key, int bytes) implements ReplicaEvent {}

    /**
     * An item went to a peer.
     *
     * @param origin the node that wrote it
     */
    record Sent(Instant at, String node, String peer, String origin, long epoch, long number, String key, int bytes) implements ReplicaEvent {}

    /**
     * An item of another node was stored here: durable if the node is. The lag is {@code at} − {@code written}.
     *
     * @param from the peer it came from
     * @param origin the node that wrote it
     * @param written when, by the origin's clock; the epoch's start for an item that is no turn record
     */
    record Arrived(Instant at, String node, String from, String origin, long epoch, long number, String key, int bytes, Instant written) implements ReplicaEvent {}

    /**
     * A peer has stored all items of an origin up to a number.
     *
     * @param roundTrip since the newest of them was sent; zero if not measured
     */
    record Acknowledged(Instant at, String node, String peer, String origin, long epoch, long number, Duration roundTrip) implements ReplicaEvent {}

    /**
     * An item that cannot be read was refused; it is asked for again.
     *
     * @param why in words
     */
    record Refused(Instant at, String node, String from, String origin, long number, String key, String why) implements ReplicaEvent {}

    /**
     * The log of a session has another head here.
     *
     * @param have the head's turn
     * @param tokens ids of the whole log
     */
    record HeadMoved(Instant at, String node, SessionId session, int have, TurnHash head, int tokens) implements ReplicaEvent {}

    /**
     * A record is here whose chain is not.
     *
     * @param missing turns that are not here
     */
    record GapSeen(Instant at, String node, SessionId session, int turn, List<Integer> missing) implements ReplicaEvent {}

    /**
     * The chain of every record of the session is complete here.
     */
    record GapFilled(Instant at, String node, SessionId session, int have) implements ReplicaEvent {}

    /**
     * Two records of one turn are here. An alarm: two writers, or an answer that its client never got.
     *
     * @param hashes all records of that turn here
     * @param head the head chosen, the same on every replica with these records
     */
    record ForkSeen(Instant at, String node, SessionId session, int turn, List<TurnHash> hashes, TurnHash head) implements ReplicaEvent {}

    /**
     * The session's tombstone is here; its records are erased.
     *
     * @param here the deletion was asked for at this node
     */
    record Deleted(Instant at, String node, SessionId session, boolean here, int recordsErased) implements ReplicaEvent {}

    /**
     * The session was idle for longer than it may be, and no member has a newer turn: nothing of it is here any more.
     *
     * @param turn the newest one that was here
     * @param idle since its newest record was written
     */
    record Expired(Instant at, String node, SessionId session, int turn, Duration idle, int recordsErased) implements ReplicaEvent {}

    /**
     * The client was told that the session is deleted.
     */
    record DeleteAcknowledged(Instant at, String node, SessionId session) implements ReplicaEvent {}

    /**
     * The store could not keep an item.
     *
     * @param why in words
     */
    record WriteFailed(Instant at, String node, String key, String why) implements ReplicaEvent {}

    /**
     * The log was read at start.
     *
     * @param items items read
     * @param damaged places that could not be read and are asked for from peers
     * @param epoch the epoch of this node's writes from now on
     */
    record Recovered(Instant at, String node, long items, int damaged, boolean tornTail, long epoch) implements ReplicaEvent {}
}
