package discedge.fred.kv;

import java.time.Duration;

/** Something that was said once about the cluster. Of records about the same thing the one with the latest stamp counts; versions of an item count by their clocks. */
public sealed interface FredRecord {
    Stamp stamp();

    /** A node of the cluster. @param host of its FReD port, as it advertises it */
    record Node(Stamp stamp, String node, String host) implements FredRecord {}

    /**
     * A keygroup was created or deleted. Its creation's stamp is its generation: what belongs to another one of the same name is void.
     *
     * @param exists false = deleted
     */
    record Keygroup(Stamp stamp, String keygroup, boolean exists, boolean mutable) implements FredRecord {}

    /** A node joined a keygroup or left it. @param expiry of items at this node since their last write; zero = never */
    record Member(Stamp stamp, String keygroup, Stamp generation, String node, boolean present, Duration expiry) implements FredRecord {}

    /** A role was granted or revoked. */
    record Grant(Stamp stamp, String keygroup, Stamp generation, String user, Role role, boolean granted) implements FredRecord {}

    /** A version of an item. @param value empty = deleted */
    record Value(Stamp stamp, String keygroup, Stamp generation, String id, String value, VectorClock clock) implements FredRecord {
        public boolean deleted() {
            return value.isEmpty();
        }
    }
}
