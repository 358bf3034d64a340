package discedge.fred.kv;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a call answers. */
public sealed interface FredReply {
    record Done() implements FredReply {}

    /** @param value empty = deleted, or only keys were asked for */
    record Item(String id, String value, VectorClock version) {}

    record Items(List<Item> items) implements FredReply {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** The version that was written. */
    record Written(String id, VectorClock version) implements FredReply {}

    /** @param members expiry by node @param hosts by node */
    record Info(boolean mutable, Map<String, Duration> members, Map<String, String> hosts) implements FredReply {}

    /** Hosts by node, or by trigger. */
    record Hosts(Map<String, String> hosts) implements FredReply {}

    /** @param message part of FReD's protocol */
    record Refused(String message) implements FredReply {}

    /** No answer came: whether the call was carried out is not known. @param why in words */
    record NoAnswer(String why) implements FredReply {}
}
