package discedge.context;

import discedge.event.NodeEvent;
import java.util.ArrayList;
import java.util.List;

/** Collects effects in the order they were decided. */
final class Outbox {
    private List<ContextEffect> effects = new ArrayList<>();

    void add(ContextEffect effect) {
        effects.add(effect);
    }

    void emit(NodeEvent event) {
        effects.add(new ContextEffect.Emit(event));
    }

    boolean isEmpty() {
        return effects.isEmpty();
    }

    List<ContextEffect> drain() {
        List<ContextEffect> all = effects;
        effects = new ArrayList<>();
        return all;
    }
}
