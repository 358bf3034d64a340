package discedge.context;

import discedge.fred.ReplicaEffect;

/** Carries out what a node's core decided, in the order it decided. None of it may block or call back into the core at once. */
public interface EffectHandler {
    void carryOut(ContextEffect effect);

    void carryOut(ReplicaEffect effect);
}
