package discedge.timeline.forecast;

import discedge.timeline.world.NodeState;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client's next turn would meet at a node.
 *
 * @param lag what the wait is forecast from: the 95th percentile of lag measured; empty where nothing is waited for
 * @param estimated no lag was measured yet: it is half a round trip, or the delay that the lab set
 * @param missing turns that are not there
 * @param uploads bytes of the request in mode client-side; empty in other modes and if none was counted
 * @param why in words, for a person: what is missing, who has it, since when
 * @param cache whether three quarters of the context or more are in the node's KV cache; empty while there is no context
 * @param firstToken empty if nothing was measured on this node or one like it, and where no answer is to be had
 */
public record Forecast(String node, State state, Optional<Duration> waits, Optional<Duration> lag, boolean estimated, int missing, Optional<Long> uploads, String why,
                       Optional<Cache> cache, Optional<Duration> firstToken, Source source) {
    /** Never {@code SAFE} unless that was measured within the last 5 s. */
    public enum State {
        /** The chain that the client builds on is complete here. */
        SAFE,
        /** What is missing is on its way. */
        WAIT,
        /** No answer is to be had. */
        FAILS,
        /** The answer would not have seen all turns. */
        STALE,
        /** Not measured for 5 s. */
        UNKNOWN
    }

    /** A safe roam may still be slow. */
    public enum Cache { WARM, COLD }

    /** One node. */
    public static Forecast of(World world, NextTurn next, String node) {
        return new Rules(world, next, node).forecast();
    }

    /** All nodes, in the order of {@link World#nodes}. */
    public static Map<String, Forecast> all(World world, NextTurn next) {
        var all = new LinkedHashMap<String, Forecast>();
        for (NodeState node : world.nodes()) all.put(node.name(), of(world, next, node.name()));
        return all;
    }
}
