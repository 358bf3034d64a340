package discedge.context;

import discedge.fred.StoreEffect;
import discedge.fred.kv.FredEffect;

/** Carries out what a node's core decided, in the order it decided. None of it may block or call back into the core at once. */
public interface EffectHandler {
    void carryOut(ContextEffect effect);

    void carryOut(StoreEffect effect);

    /** Only {@link FredEffect.Tell} and {@link FredEffect.Reply}: the rest stays inside. */
    void carryOut(FredEffect effect);
}
