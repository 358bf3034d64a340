package discedge.timeline.world;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Times of a turn's last attempt as far as they are known.
 *
 * @param took stages at the node that are over
 * @param waitedBefore for the replica, by earlier attempts, and pauses because a node was behind
 * @param nodeFirst from the request's arrival at the node to the first id sampled
 * @param node from the request's arrival at the node to its answer
 * @param firstToken at the client, from the first attempt's first byte
 * @param total at the client, from the first attempt's first byte; without a client as {@code node}
 * @param lastAttempt at the client, from the last attempt's first byte to the answer
 */
public record Stages(Map<Stage, Duration> took, Duration waitedBefore, Optional<Duration> nodeFirst, Optional<Duration> node,
                     Optional<Duration> firstToken, Optional<Duration> total, Optional<Duration> lastAttempt) {
    static final Stages NONE = new Stages(Map.of(), Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Empty while it is not over. */
    public Optional<Duration> of(Stage stage) {
        return Optional.ofNullable(took.get(stage));
    }

    Duration orZero(Stage stage) {
        return took.getOrDefault(stage, Duration.ZERO);
    }

    Stages with(Stage stage, Duration its) {
        var more = new EnumMap<Stage, Duration>(Stage.class);
        more.putAll(took);
        more.put(stage, its);
        return new Stages(Collections.unmodifiableMap(more), waitedBefore, nodeFirst, node, firstToken, total, lastAttempt);
    }

    /** The first id is sampled when prefill is over. */
    Stages first() {
        Optional<Duration> inside = of(Stage.PREFILL).map(prefill -> prefill.plus(orZero(Stage.QUEUE)).plus(orZero(Stage.WAIT)));
        return new Stages(took, waitedBefore, inside, node, firstToken, total, lastAttempt);
    }

    Stages node(Duration its) {
        return new Stages(took, waitedBefore, nodeFirst, Optional.of(its), firstToken, total, lastAttempt);
    }

    Stages firstToken(Duration since) {
        return new Stages(took, waitedBefore, nodeFirst, node, Optional.of(since), total, lastAttempt);
    }

    Stages total(Duration all, Duration last) {
        return new Stages(took, waitedBefore, nodeFirst, node, firstToken, Optional.of(all), Optional.of(last));
    }

    /** Another attempt begins. */
    Stages again(Duration pause) {
        return new Stages(Map.of(), waitedBefore.plus(orZero(Stage.WAIT)).plus(pause), Optional.empty(), Optional.empty(), firstToken, Optional.empty(), Optional.empty());
    }
}
