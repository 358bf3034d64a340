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

    /**
     * FReD refuses, in words that are part of its protocol. What they mean is known from here on by the type; {@link #of} is the
     * only place that reads them.
     */
    sealed interface Refusal extends FredReply {
        String message();

        static Refusal of(String message) {
            boolean unread = message.startsWith("item ") && message.contains(" not found in keygroup ");
            if (unread || message.startsWith("item does not exist")) return new NotFound(message);
            return message.startsWith("error scanning ") ? new NoStart(message) : new Refused(message);
        }
    }

    /** A member of the keygroup has no such item: it never had it, it was deleted or it has expired. */
    record NotFound(String message) implements Refusal {}

    /** Nothing stands under the key that a scan was to begin with; or the node is a member by name only, which FReD says in the same words. */
    record NoStart(String message) implements Refusal {}

    /** For any other reason. */
    record Refused(String message) implements Refusal {}

    /** The call or its answer is longer than a message may be. Nothing was done. @param why in words */
    record TooLong(String why) implements FredReply {}

    /** No answer came: whether the call was carried out is not known. @param why in words */
    record NoAnswer(String why) implements FredReply {}
}
