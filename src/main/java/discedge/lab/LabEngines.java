package discedge.lab;

import discedge.engine.LlmEngine;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.node.EngineConfig;
import discedge.node.Engines;
import discedge.runtime.RealPacer;

/** Makes the engines of a lab's nodes, also at each restart. Safe for many threads. */
public interface LabEngines {
    /** Made-up answers at the pace of each node's profile. */
    LabEngines SIMULATED = new LabEngines() {
        @Override
        public LlmEngine open(LabNode node, LabSettings settings) {
            return new SimulatedEngine(SimulatedSettings.of(node.profile()).withSeed(settings.seed()).withWindow(settings.window()), new RealPacer());
        }

        @Override
        public String kind() {
            return "simulated";
        }
    };

    /** @throws discedge.engine.EngineException with what is wrong and what to do */
    LlmEngine open(LabNode node, LabSettings settings);

    /** {@code simulated}, {@code llama-cpp}, {@code llama-server}. */
    String kind();

    /**
     * The same engine for every node, each with a cache of its own; a model's weights are shared. The lab's seed is theirs; their
     * window is their own.
     */
    static LabEngines of(Engines engines, EngineConfig config) {
        if (config instanceof EngineConfig.Simulated) return SIMULATED;
        return new LabEngines() {
            @Override
            public LlmEngine open(LabNode node, LabSettings settings) {
                return engines.open(config.withSeed(settings.seed()));
            }

            @Override
            public String kind() {
                return config.kind();
            }
        };
    }
}
