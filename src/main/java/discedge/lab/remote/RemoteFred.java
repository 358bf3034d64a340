package discedge.lab.remote;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.event.EventJson;
import discedge.event.FredEvent;
import discedge.fred.kv.VectorClock;
import discedge.fred.store.KeptItem;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a node of another process says of the FReD that keeps its records, checked. */
final class RemoteFred {
    private static final int LONGEST_NAME = 200;
    /** Members of a keygroup, and a few more. */
    private static final int MOST_EVENTS = 1_000;

    private RemoteFred() {}

    /** GET /sessions/{id}/fred. @throws RemoteException if something in it is not what a node says */
    static List<KeptItem> items(JsonNode json, SessionId session, String node) throws RemoteException {
        try {
            var items = new ArrayList<KeptItem>();
            for (JsonNode one : json.path("items")) {
                String key = one.path("key").asText();
                if (!key.startsWith(session.value()) || RecordKey.parse(key).isEmpty()) throw new IllegalArgumentException("a key that is none of the session's");
                items.add(new KeptItem(key, version(one.path("version")), text(one.path("origin")), Math.max(0, one.path("bytes").asInt()), one.path("deleted").asBoolean()));
            }
            return items;
        } catch (IllegalArgumentException e) {
            throw new RemoteException(node + " shows items of FReD that cannot be read: " + e.getMessage(), e);
        }
    }

    private static VectorClock version(JsonNode json) {
        var counts = new TreeMap<String, Long>();
        for (Map.Entry<String, JsonNode> count : json.properties()) counts.put(text(count.getKey()), count.getValue().asLong());
        return new VectorClock(counts);
    }

    private static String text(JsonNode json) {
        return text(json.asText(""));
    }

    private static String text(String text) {
        if (text.length() > LONGEST_NAME) throw new IllegalArgumentException("a name of " + text.length() + " characters");
        return text;
    }

    /** What its events said of FReD and that still holds (GET /node, {@code fred}); what cannot be read is left out. */
    static List<FredEvent> said(JsonNode json, String node) {
        var said = new ArrayList<FredEvent>();
        for (JsonNode one : json) {
            try {
                if (said.size() < MOST_EVENTS && EventJson.event(one) instanceof FredEvent fred && fred.node().equals(node)) said.add(fred);
            } catch (IllegalArgumentException e) {
                // Of a newer version: its stream will say so, too.
            }
        }
        return said;
    }
}
