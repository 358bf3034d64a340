package discedge.lab.remote;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.event.FredEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node says of itself (GET /node), checked.
 *
 * @param now by the node's clock, as it answered
 * @param epoch of its event ids
 * @param lastEvent id of its newest event
 * @param fred what its events said of the FReD that keeps its records and that still holds, in order; empty without FReD
 */
public record NodeFacts(String node, String version, String engine, String model, String fingerprint, String profile, boolean simulated, int window, boolean durable,
                        int http, int replica, int sessions, Instant now, String epoch, long firstEvent, long lastEvent, List<Peer> peers,
                        List<FredEvent> fred) {
    private static final int LONGEST = 200;
    /** A clock that is further than a century from 1970 is none: what is reckoned with it must not overflow. */
    private static final long MOST_SECONDS = 100L * 366 * 24 * 3600;

    public NodeFacts {
        peers = List.copyOf(peers);
        fred = List.copyOf(fred);
    }

    /** Another node, as this one knows it. @param address of its replica; empty if it dialled in */
    public record Peer(String name, String address, boolean linked) {}

    /** @throws RemoteException if this is no answer of a node */
    static NodeFacts of(JsonNode json, NodeAddress address) throws RemoteException {
        String name = json.path("node").asText("");
        if (name.isEmpty() || !json.has("fingerprint") || !json.has("model")) throw new RemoteException(address + " answers, but is no DisCEdge node");
        if (!name.matches("[A-Za-z0-9_-]{1,32}")) throw new RemoteException(address + " calls itself by a name that no node can have");
        if (!json.path("events").has("epoch") || !json.has("now"))
            throw new RemoteException(name + " at " + address + " is DisCEdge " + text(json, "version") + ", too old to be watched: update it to this version or newer");
        var peers = new ArrayList<Peer>();
        for (JsonNode peer : json.path("peers")) peers.add(new Peer(text(peer, "name"), text(peer, "address"), peer.path("linked").asBoolean()));
        return new NodeFacts(name, text(json, "version"), text(json, "engine"), text(json, "model"), text(json, "fingerprint"), text(json, "profile"),
                json.path("simulated").asBoolean(), json.path("window").asInt(), text(json, "store").equals("durable"), json.path("http_port").asInt(),
                json.path("replica_port").asInt(), json.path("sessions").asInt(), instant(json, name), text(json.path("events"), "epoch"),
                json.path("events").path("first").asLong(), json.path("events").path("last").asLong(), peers, RemoteFred.said(json.path("fred"), name));
    }

    private static Instant instant(JsonNode json, String name) throws RemoteException {
        try {
            Instant now = Instant.parse(json.path("now").asText());
            if (Math.abs(now.getEpochSecond()) < MOST_SECONDS) return now;
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new RemoteException(name + " says a time that is none: " + text(json, "now"));
    }

    private static String text(JsonNode json, String field) {
        String text = json.path(field).asText("");
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
