package discedge.api;

import com.fasterxml.jackson.core.JsonGenerator;
import discedge.engine.cache.CachedSession;
import discedge.event.EventJson;
import discedge.event.FredEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Who a node is, as {@code GET /node} shows it. */
final class NodeJson {
    private NodeJson() {}

    static void node(JsonGenerator out, NodeService.NodeView node) throws IOException {
        out.writeStringField("node", node.node());
        out.writeStringField("version", node.version());
        out.writeStringField("engine", node.engine());
        out.writeStringField("model", node.model());
        out.writeStringField("fingerprint", node.fingerprint());
        out.writeStringField("profile", node.profile());
        out.writeBooleanField("simulated", node.simulated());
        out.writeNumberField("vocabulary", node.vocabulary());
        out.writeNumberField("window", node.window());
        out.writeStringField("keygroup", node.keygroup());
        out.writeStringField("store", node.store().kind());
        out.writeNumberField("store_bytes", node.store().bytes());
        if (node.store().oldest().isPresent()) out.writeStringField("oldest_record", node.store().oldest().get().toString());
        out.writeStringField("started", node.started().toString());
        out.writeNumberField("uptime_s", Math.max(0, Duration.between(node.started(), node.now()).toSeconds()));
        out.writeStringField("now", node.now().toString());
        out.writeObjectFieldStart("events");
        out.writeStringField("epoch", node.events().epoch());
        out.writeNumberField("first", node.events().first());
        out.writeNumberField("last", node.events().last());
        out.writeEndObject();
        out.writeNumberField("http_port", node.httpPort());
        out.writeNumberField("replica_port", node.replicaPort());
        out.writeNumberField("sessions", node.store().sessions());
        out.writeNumberField("running", node.running());
        out.writeBooleanField("stopping", node.stopping());
        out.writeArrayFieldStart("peers");
        for (var peer : node.peers()) {
            out.writeStartObject();
            peer(out, peer);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("cache");
        for (CachedSession row : node.cached()) {
            out.writeStartObject();
            out.writeNumberField("slot", row.slot());
            out.writeStringField("session", row.session().value());
            out.writeNumberField("tokens", row.ids());
            out.writeStringField("standing", row.standing().name().toLowerCase(Locale.ROOT));
            out.writeBooleanField("busy", row.busy());
            out.writeEndObject();
        }
        out.writeEndArray();
        if (!node.fred().isEmpty()) {
            out.writeArrayFieldStart("fred");
            for (FredEvent said : node.fred()) out.writeRawValue(EventJson.text(said));
            out.writeEndArray();
        }
        out.writeArrayFieldStart("capabilities");
        for (String capability : node.capabilities()) out.writeString(capability);
        out.writeEndArray();
    }

    private static void peer(JsonGenerator out, NodeService.PeerView peer) throws IOException {
        out.writeStringField("name", peer.name());
        out.writeStringField("address", peer.address());
        out.writeBooleanField("linked", peer.linked());
        out.writeBooleanField("heard", peer.heard());
        out.writeBooleanField("durable", peer.durable());
        out.writeNumberField("behind", peer.behind());
        if (peer.roundTrip().isPresent()) Json.millis(out, "round_trip_ms", peer.roundTrip().get());
        if (peer.since().isPresent()) out.writeStringField("since", peer.since().get().toString());
        out.writeStringField("problem", peer.problem());
    }
}
