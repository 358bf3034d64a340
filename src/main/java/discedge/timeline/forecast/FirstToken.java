package discedge.timeline.forecast;

import discedge.timeline.world.NodeState;
import discedge.timeline.world.Rates;
import discedge.timeline.world.Samples;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.Optional;

/**
 * How soon the first id would come, from rates measured on this node, and on those that are as fast: a node that the client has
 * not been at has no rates of its own.
 *
 * @param context ids of the session so far
 */
record FirstToken(World world, NodeState node, Optional<SessionState> session, NextTurn next, int context) {
    /** Of nothing nothing is warm or cold. */
    Optional<Forecast.Cache> cache() {
        return context == 0 ? Optional.empty() : Optional.of(cached() * 4 >= context * 3 ? Forecast.Cache.WARM : Forecast.Cache.COLD);
    }

    private int cached() {
        return Math.min(context, session.map(its -> node.warm(its.id())).orElse(0));
    }

    /** @param wait for the replica */
    Optional<Duration> after(Duration wait) {
        Rates.Fit prefill = world.prefill(node);
        Rates.Fit decode = world.decode(node);
        int shown = node.identity().window() > 0 ? Math.min(context, node.identity().window()) : context;
        Duration one = decode.sumX() > 0 ? Duration.ofNanos(Math.round(decode.sumY() / decode.sumX() * 1e9)) : Duration.ZERO;
        return prefill.at(Math.max(0, shown - cached()) + next.promptTokens())
                .map(evaluated -> wait.plus(median(node.rates().queue())).plus(evaluated).plus(one).plus(way()));
    }

    /** There and back, and what else is outside the node: as measured, else the delay that the lab set. */
    private Duration way() {
        return node.rates().outside().latest(world.now()).map(Samples.Summary::p50)
                .or(() -> world.link(next.client(), node.name()).flatMap(link -> link.shape()).map(shape -> shape.delay().multipliedBy(2))).orElse(Duration.ZERO);
    }

    private Duration median(Samples samples) {
        return samples.latest(world.now()).map(Samples.Summary::p50).orElse(Duration.ZERO);
    }
}
