package discedge.fred;

import java.util.Map;
import java.util.Set;

/** What replicas say to each other on a link; {@code replica.proto} is the same on the wire. */
public sealed interface PeerMessage {
    /** First message of each side. */
    record Hello(String node, long epoch, boolean durable, String keygroup, String fingerprint) implements PeerMessage {}

    /**
     * What the sender holds without a hole, by origin, and the origins it hears from directly. Sent after the hello by the
     * side that was dialled, again whenever {@code live} changes or an item did not fit. One with the same {@code live} as the
     * one before it on this link asks for everything after {@code held} to be sent again.
     */
    record Have(Map<Origin, Long> held, Set<Origin> live) implements PeerMessage {
        public Have {
            held = Map.copyOf(held);
            live = Set.copyOf(live);
        }
    }

    /** @param loose sent in answer to a want, out of its origin's order */
    record Item(StoredItem item, boolean loose) implements PeerMessage {}

    /** The sender has stored (durably, if it is durable) the origin's items up to this number. */
    record Ack(Origin origin, long number) implements PeerMessage {}

    /**
     * The numbers {@code from} to {@code through} carry nothing any more. Without {@code from}, one that follows a refused item
     * would make the receiver believe that it holds that item.
     */
    record Skip(Origin origin, long from, long through) implements PeerMessage {}

    /** Send what you have under this prefix. */
    record Want(long id, String prefix) implements PeerMessage {}

    /**
     * @param found items sent before this
     * @param keygroup the asked node's own, as is {@code fingerprint}, where they differ from the asker's and it knows the prefix, else empty
     * @param erased the asked node had items under this prefix and has erased them
     */
    record WantDone(long id, int found, String keygroup, String fingerprint, boolean erased) implements PeerMessage {}

    record Beat(long id) implements PeerMessage {}

    record BeatBack(long id) implements PeerMessage {}
}
