package discedge.experiment.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.session.SessionId;
import java.io.IOException;

/** One conversation with nodes whose tokens are bytes ({@link discedge.engine.simulated.FixedEngine}), turn by turn. For one thread. */
final class BenchSession {
    static final int PROMPT_IDS = 20;
    static final int ANSWER_IDS = 16;
    /** Long enough that a disk or a machine that stalls shows as a long wait and does not end the measurement. */
    private static final int MAX_WAIT_MS = 20_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WORDS = "what does the edge know of the road ahead and who told it so? ";

    private final SessionId id;
    private int turn;
    private String hash = "";

    BenchSession(SessionId id) {
        this.id = id;
    }

    /** An answered turn. */
    record Turn(long nanos, double waitMs, int contextIds, int newIds) {}

    /** Asks the next turn, with a prompt of 20 ids. */
    Turn next(LeanClient client) throws IOException, InterruptedException {
        return ask(client, PROMPT_IDS);
    }

    /**
     * Asks the next turn.
     *
     * @throws IllegalStateException if the node refuses, or answers otherwise than the engine does
     */
    Turn ask(LeanClient client, int promptIds) throws IOException, InterruptedException {
        LeanClient.Reply reply = client.post("/completion", body(promptIds));
        if (reply.status() != 200) throw new IllegalStateException("turn " + (turn + 1) + " was not answered but, after " + reply.nanos() / 1_000_000 + " ms, " + reply.status() + ": " + reply.body());
        JsonNode json = MAPPER.readTree(reply.body());
        turn++;
        hash = json.path("hash").asText();
        if (json.path("turn").asInt() != turn || json.path("replayed").asBoolean() || json.path("tokens_predicted").asInt() != ANSWER_IDS)
            throw new IllegalStateException("turn " + turn + " has an answer that the engine did not give: " + reply.body());
        return new Turn(reply.nanos(), json.path("wait_ms").asDouble(), json.path("context_tokens").asInt(), json.path("new_tokens").asInt());
    }

    private String body(int promptIds) {
        String prompt = WORDS.repeat(promptIds / WORDS.length() + 1).substring(0, promptIds);
        String after = turn == 0 ? "" : ",\"after\":[\"" + hash + "\"]";
        return "{\"session_id\":\"" + id + "\",\"turn\":" + (turn + 1) + after + ",\"max_wait_ms\":" + MAX_WAIT_MS + ",\"n_predict\":" + ANSWER_IDS + ",\"prompt\":\"" + prompt + "\"}";
    }

    /** The nodes forget it, so that a long measurement does not fill their memory. */
    void delete(LeanClient client) throws IOException, InterruptedException {
        LeanClient.Reply reply = client.delete("/sessions/" + id);
        if (reply.status() >= 300) throw new IllegalStateException("session " + id + " was not deleted but " + reply.status() + ": " + reply.body());
    }
}
