package discedge.console.engines;

import discedge.console.kit.Words;
import discedge.console.model.Run;
import discedge.experiment.live.Controls;
import discedge.timeline.world.NodeIdentity;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.World;
import java.util.LinkedHashSet;

/**
 * What answers, as the nodes say of themselves; before any has, as the lab was told.
 *
 * @param text empty if it is not known
 * @param simulated some of it is made up
 */
public record EngineBadge(String text, boolean simulated) {
    private static final String SIMULATED = "simulated";

    public static EngineBadge of(World world, Run run) {
        var said = new LinkedHashSet<String>();
        boolean simulated = false;
        for (NodeState node : world.nodes()) {
            NodeIdentity its = node.identity();
            if (its.engine().isEmpty() && !its.simulated()) continue;
            simulated |= its.simulated();
            said.add(its.simulated() ? Words.of("engine.simulated") : model(its));
        }
        if (!said.isEmpty()) return new EngineBadge(String.join(" + ", said), simulated);
        String told = run.controls().map(Controls::engine).orElse("");
        return told.equals(SIMULATED) ? new EngineBadge(Words.of("engine.simulated"), true) : new EngineBadge(told, false);
    }

    private static String model(NodeIdentity identity) {
        return identity.model().isEmpty() ? identity.engine() : identity.model();
    }

    /** Which engines there are and on which nodes they run, for a tooltip. */
    public static String detail(World world) {
        var lines = new LinkedHashSet<String>();
        for (NodeState node : world.nodes()) {
            NodeIdentity its = node.identity();
            if (its.simulated()) lines.add(Words.of("engine.detail.simulated", node.name(), its.profile()));
            else if (!its.engine().isEmpty()) lines.add(Words.of("engine.detail", node.name(), model(its), its.engine(), its.window()));
        }
        return String.join("\n", lines);
    }
}
