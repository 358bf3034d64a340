package discedge.lab;

import discedge.engine.LlmEngine;
import discedge.engine.ModelName;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.node.EngineConfig;
import discedge.node.Engines;
import discedge.runtime.RealPacer;
import java.nio.file.Path;

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

    /** What people know it by before a node has said what it runs: the model's name, else the kind. */
    default String label() {
        return kind();
    }

    /** Texts and times are made up. */
    default boolean simulated() {
        return kind().equals("simulated");
    }

    /**
     * The same engine for every node, each with a cache of its own: in process, a context; on a llama-server, its part of the slots. A
     * model's weights are shared. The lab's seed is theirs; their window is their own.
     */
    static LabEngines of(Engines engines, EngineConfig config) {
        if (config instanceof EngineConfig.Simulated) return SIMULATED;
        return new LabEngines() {
            @Override
            public LlmEngine open(LabNode node, LabSettings settings) {
                return engines.open(config.withSeed(settings.seed()), settings.nodes().size());
            }

            @Override
            public String kind() {
                return config.kind();
            }

            @Override
            public String label() {
                return config instanceof EngineConfig.LlamaCpp(var model, _, _, _, _, _) && model.isPresent() ? ModelName.ofFile(Path.of(model.get()).getFileName().toString()) : kind();
            }
        };
    }
}
