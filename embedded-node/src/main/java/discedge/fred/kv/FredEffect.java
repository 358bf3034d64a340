package discedge.fred.kv;

import java.util.List;

/** What a node of FReD wants done, in order. */
public sealed interface FredEffect {
    /** Keep this record, here and at all other nodes; report by {@link FredNode#written} or {@link FredNode#writeFailed}. */
    record Write(long token, String key, byte[] value) implements FredEffect {}

    /** These keys' records count no more. */
    record Erase(List<String> keys) implements FredEffect {
        public Erase {
            keys = List.copyOf(keys);
        }
    }

    /** Tell a trigger of an item; {@code value} is empty where it was deleted. Waits for nothing. */
    record Tell(String host, String keygroup, String id, String value) implements FredEffect {}

    /** The call is answered. */
    record Reply(long call, FredReply reply) implements FredEffect {}
}
