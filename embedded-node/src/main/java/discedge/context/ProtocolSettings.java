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
 * @param prewarm whose contexts are evaluated ahead
 */
public record ProtocolSettings(String node, EngineInfo engine, ChatTemplate template, ContextMode defaultMode,
                               WindowPolicy defaultWindowPolicy, Duration deleteTimeout, PrewarmPolicy prewarm) {
    public static ProtocolSettings of(String node, EngineInfo engine, ChatTemplate template) {
        return new ProtocolSettings(node, engine, template, ContextMode.TOKENIZED, WindowPolicy.DROP_OLDEST, Duration.ofSeconds(2), PrewarmPolicy.OFF);
    }

    public ProtocolSettings withPrewarm(PrewarmPolicy policy) {
        return new ProtocolSettings(node, engine, template, defaultMode, defaultWindowPolicy, deleteTimeout, policy);
    }
}
