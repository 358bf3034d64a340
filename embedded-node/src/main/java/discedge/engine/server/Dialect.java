package discedge.engine.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.engine.Sampling;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.util.Map;

/** How a server is spoken to. */
enum Dialect {
    /** llama.cpp's own. */
    UPSTREAM("id_slot"),
    /** The one that the paper used, from February 2024: returns no ids, and parses special tokens in every text. */
    FORK("slot_id");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Ours to say, whatever the client sent. Stop texts are looked for here, so that no id before them is lost. */
    private static final java.util.Set<String> OWN = java.util.Set.of("prompt", "n_predict", "stream", "cache_prompt", "id_slot", "slot_id", "return_tokens", "timings_per_token", "stop", "context");

    private final String slot;

    Dialect(String slot) {
        this.slot = slot;
    }

    /** @param goOn whether the slot's ids may serve this prompt */
    ObjectNode request(TokenSequence prompt, int slotNumber, boolean goOn, int limit, Sampling sampling) {
        ObjectNode body = NODES.objectNode();
        ids(body.putArray("prompt"), prompt);
        body.put("n_predict", limit).put("stream", true).put("cache_prompt", goOn).put(slot, slotNumber);
        if (this == UPSTREAM) body.put("return_tokens", true).put("timings_per_token", true);
        for (Map.Entry<String, String> field : sampling.fields().entrySet()) if (!OWN.contains(field.getKey())) body.set(field.getKey(), json(field.getValue()));
        return body;
    }

    static void ids(ArrayNode array, TokenSequence ids) {
        for (int i = 0; i < ids.length(); i++) array.add(ids.get(i));
    }

    private static JsonNode json(String compact) {
        try {
            return ServerHttp.JSON.readTree(compact);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return NODES.textNode(compact);
        }
    }

    /** Why the server ended an answer. */
    StopReason stop(JsonNode last) {
        String type = this == UPSTREAM ? last.path("stop_type").asText("") : "";
        if (type.equals("eos") || last.path("stopped_eos").asBoolean()) return StopReason.EOS;
        return StopReason.LIMIT;
    }
}
