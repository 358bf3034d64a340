package discedge.timeline.world;

import discedge.event.LifeEvent;
import discedge.event.WatchEvent;
import java.util.List;

/**
 * What a node said of itself as it started.
 *
 * @param fingerprint of the tokenizer; empty if not known
 * @param profile of the simulated machine; empty for a real one
 * @param window the model's, in ids; 0 if not known
 * @param http port of the HTTP API
 * @param replica port of the replica
 * @param peers addresses it dials
 */
public record NodeIdentity(String version, String engine, String model, String fingerprint, String profile, boolean simulated, int window,
                           boolean durable, int http, int replica, List<String> peers) {
    public static final NodeIdentity UNKNOWN = new NodeIdentity("", "", "", "", "", false, 0, false, 0, 0, List.of());

    static NodeIdentity of(LifeEvent.Started seen) {
        return new NodeIdentity(seen.version(), seen.engine(), seen.model(), seen.fingerprint(), seen.profile(), seen.simulated(), seen.window(),
                seen.durable(), seen.http(), seen.replica(), seen.peers());
    }

    static NodeIdentity of(WatchEvent.Found seen) {
        return new NodeIdentity(seen.version(), seen.engine(), seen.model(), seen.fingerprint(), seen.profile(), seen.simulated(), seen.window(),
                seen.durable(), seen.http(), seen.replica(), seen.peers());
    }

    /** A context of that tokenizer can be here: it is its own, or one of them is not known. @param other a fingerprint; empty if not known */
    public boolean mayHold(String other) {
        return fingerprint.isEmpty() || other.isEmpty() || fingerprint.equals(other);
    }

    /** The same engine, model and simulated machine. */
    public boolean isLike(NodeIdentity other) {
        return engine.equals(other.engine) && model.equals(other.model) && profile.equals(other.profile) && simulated == other.simulated;
    }
}
