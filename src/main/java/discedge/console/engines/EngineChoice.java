package discedge.console.engines;

import discedge.models.ModelException;
import discedge.models.Progress;
import discedge.node.EngineConfig;
import java.util.Optional;

/** What the lab behind a window runs with, and how it gets another engine. On the FX thread, but for {@link #supply}. */
public interface EngineChoice {
    /** The lab's own engine. */
    EngineConfig now();

    /** Name of a model that is on this machine already; empty if one would have to be fetched. */
    Optional<String> here();

    /**
     * Sees to it that a model is here. Not on the FX thread.
     *
     * @return what to run it with
     * @throws ModelException with what to do instead
     * @throws java.util.concurrent.CancellationException if the listener gave up
     */
    EngineConfig supply(Progress progress) throws ModelException, InterruptedException;

    /** Saves the lab's run, ends the lab, and begins another one with this engine in the same window. */
    void change(EngineConfig wanted);

    /** Why the lab cannot be ended now, in a sentence; empty if it can. */
    Optional<String> busy();
}
