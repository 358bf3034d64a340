package discedge.context;

import discedge.engine.EngineInfo;
import discedge.session.ContextMode;
import discedge.session.WindowPolicy;
import discedge.tokens.ChatTemplate;
import java.time.Duration;

/**
 * What the turn protocol is told at its start.
 *
 * @param deleteTimeout how long a deletion waits to be safe
 * @param expiryGrace how long a session that is past its idle time is still kept; longer than the nodes' clocks differ and than a turn takes
 * @param prewarm whose contexts are evaluated ahead
 */
public record ProtocolSettings(String node, EngineInfo engine, ChatTemplate template, ContextMode defaultMode,
                               WindowPolicy defaultWindowPolicy, Duration deleteTimeout, Duration expiryGrace, PrewarmPolicy prewarm) {
    public static final Duration EXPIRY_GRACE = Duration.ofHours(1);

    public static ProtocolSettings of(String node, EngineInfo engine, ChatTemplate template) {
        return new ProtocolSettings(node, engine, template, ContextMode.TOKENIZED, WindowPolicy.DROP_OLDEST, Duration.ofSeconds(2), EXPIRY_GRACE, PrewarmPolicy.OFF);
    }

    public ProtocolSettings withPrewarm(PrewarmPolicy policy) {
        return new ProtocolSettings(node, engine, template, defaultMode, defaultWindowPolicy, deleteTimeout, expiryGrace, policy);
    }

    public ProtocolSettings withExpiryGrace(Duration grace) {
        return new ProtocolSettings(node, engine, template, defaultMode, defaultWindowPolicy, deleteTimeout, grace, prewarm);
    }
}
