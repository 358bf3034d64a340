package discedge.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.context.RefusalCode;
import java.util.Map;

/** How one request ended. */
sealed interface Outcome {
    /**
     * The answer came whole.
     *
     * @param last the JSON that carries all but, where streamed, the text
     */
    record Answered(int status, String content, JsonNode last, int[] ids, long firstNanos, long lastNanos) implements Outcome {}

    /**
     * It did not.
     *
     * @param status 0 if there was none
     */
    record Failed(int status, String code, String message, Map<String, Object> fields) implements Outcome {
        static final String UNREACHABLE = "unreachable";
        static final String BROKEN = "broken";
        static final String TIMEOUT = "timeout";
        static final String CANCELLED = "cancelled";
        static final String BAD_ANSWER = "bad_answer";

        static Failed cancelled() {
            return new Failed(0, CANCELLED, "the client gave the request up", Map.of());
        }

        static Failed badAnswer(int status, String why) {
            String message = "the answer is not one of a node: " + why + "; is there a DisCEdge node at this address?";
            return new Failed(status, BAD_ANSWER, message, Map.of());
        }

        /** What may follow. */
        enum Next { GIVE_UP, ASK_AGAIN, NODE_FAILED, NODE_LEAVES }

        Next next() {
            if (is(RefusalCode.REPLICA_BEHIND) || is(RefusalCode.TURN_RUNNING) || is(RefusalCode.COMMIT_CONFLICT)) return Next.ASK_AGAIN;
            if (is(RefusalCode.NODE_STOPPING)) return Next.NODE_LEAVES;
            boolean lost = code.equals(UNREACHABLE) || code.equals(BROKEN) || code.equals(TIMEOUT);
            return lost || status >= 500 || status == 429 ? Next.NODE_FAILED : Next.GIVE_UP;
        }

        /** The node may have stored a record of this attempt all the same. A refusal says that it has not. */
        boolean mayHaveBeenAnswered() {
            return status == 0 || status == 200 || status >= 500 && !is(RefusalCode.NODE_STOPPING);
        }

        private boolean is(RefusalCode other) {
            return code.equals(other.word());
        }
    }
}
