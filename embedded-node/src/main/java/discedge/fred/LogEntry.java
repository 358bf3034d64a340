package discedge.fred;

import java.util.List;

/** What the durable log holds, in order. */
public sealed interface LogEntry {
    /** First entry of a log, and of every later epoch in it: whose it is. Another keygroup or node is another log. */
    record Opened(String node, long epoch, String keygroup) implements LogEntry {}

    /** An item was stored. */
    record Put(StoredItem item) implements LogEntry {}

    /** The numbers {@code from} to {@code through} of an origin are accounted for without an item of their own. */
    record Passed(Origin origin, long from, long through) implements LogEntry {}

    /** Items were erased; their numbers stay accounted for. */
    record Erased(List<String> keys) implements LogEntry {
        public Erased {
            keys = List.copyOf(keys);
        }
    }
}
