package discedge.lab.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The links of a {@code discedge links} process, over its HTTP API. Safe for many threads; every call waits for the answer. */
public final class RemoteLinks {
    private final NodeAddress address;
    private final NodeApi api;

    public RemoteLinks(NodeAddress address, NodeApi api) {
        this.address = address;
        this.api = api;
    }

    public NodeAddress address() {
        return address;
    }

    /** One direction, as it is now. @param cut {@code none}, {@code clean}, {@code silent} */
    public record Shape(Duration delay, Duration jitter, long bytesPerSecond, String cut) {}

    /**
     * A link as it is now.
     *
     * @param own what it is when nothing is done to it, either way; empty where the relays do not say
     * @param forward from {@code a} to {@code b}
     * @param changed something is done to it
     */
    public record Standing(String a, String b, Optional<Shape> own, Shape forward, Shape backward, boolean changed, Optional<Duration> healsIn) {
        public String name() {
            return a + "-" + b;
        }

        public boolean joins(String one, String other) {
            return a.equals(one) && b.equals(other) || a.equals(other) && b.equals(one);
        }
    }

    /** What to do to a link; what is empty stays. @param lasts zero = until healed by hand */
    public record Change(Optional<Duration> delay, Optional<Duration> jitter, Optional<Long> bytesPerSecond, Optional<String> cut, Duration lasts) {}

    /** @throws RemoteException if this is no relay's API */
    public List<Standing> standing() throws RemoteException {
        JsonNode json = api.call(address, "GET", "links", "");
        if (!json.path("links").isArray()) throw new RemoteException(address + " answers, but is no discedge links");
        var found = new ArrayList<Standing>();
        for (JsonNode link : json.path("links")) found.add(standing(link));
        return found;
    }

    public void change(String link, Change change) throws RemoteException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        change.delay().ifPresent(delay -> body.put("delay_ms", delay.toNanos() / 1e6));
        change.jitter().ifPresent(jitter -> body.put("jitter_ms", jitter.toNanos() / 1e6));
        change.bytesPerSecond().ifPresent(bytes -> body.put("bytes_per_s", bytes));
        change.cut().ifPresent(cut -> body.put("cut", cut));
        if (!change.lasts().isZero()) body.put("for_s", change.lasts().toNanos() / 1e9);
        api.call(address, "POST", "links/" + link, body.toString());
    }

    public void heal(String link) throws RemoteException {
        api.call(address, "DELETE", "links/" + link, "");
    }

    private static Standing standing(JsonNode json) {
        return new Standing(json.path("a").asText(), json.path("b").asText(), json.has("own") ? Optional.of(shape(json.path("own"))) : Optional.empty(), shape(json.path("forward")), shape(json.path("backward")), json.path("changed").asBoolean(),
                json.has("heals_in_ms") ? Optional.of(Duration.ofMillis(json.path("heals_in_ms").asLong())) : Optional.empty());
    }

    private static Shape shape(JsonNode json) {
        return new Shape(millis(json.path("delay_ms")), millis(json.path("jitter_ms")), json.path("bytes_per_s").asLong(), json.path("cut").asText("none"));
    }

    private static Duration millis(JsonNode json) {
        return Duration.ofNanos(Math.round(json.asDouble() * 1e6));
    }
}
