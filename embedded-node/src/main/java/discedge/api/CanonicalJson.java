package discedge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.session.RecordCodec;
import discedge.session.RequestHash;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** One text for equal JSON values: keys sorted at every depth, no white space. */
final class CanonicalJson {
    private CanonicalJson() {}

    /** What a request asked, docs/protocol.md's request hash. */
    static RequestHash hash(ObjectNode asked) {
        return RequestHash.ofBytes(RecordCodec.digest(sorted(asked).toString().getBytes(StandardCharsets.UTF_8)));
    }

    static JsonNode sorted(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                var fields = new TreeMap<String, JsonNode>();
                object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
                var copy = JsonNodeFactory.instance.objectNode();
                fields.forEach(copy::set);
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            default -> value;
        };
    }
}
