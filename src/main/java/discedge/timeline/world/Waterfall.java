package discedge.timeline.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a turn's time went, or goes.
 *
 * @param clientWaits one bar a stage, one after the other; they sum to the total
 * @param nobodyWaits the record's ways to the other nodes that serve its model, and to where it came all the same
 * @param total so far, while it runs
 * @param firstToken from the begin; empty until it came
 * @param cached ids at the head of the prompt that needed no evaluation
 * @param prompt ids of the whole prompt
 * @param ahead of the cached ids, evaluated before the turn came
 * @param saved how much longer prefill would have taken without these, by the rates measured on this node; empty if none were used or nothing was measured
 */
public record Waterfall(List<Bar> clientWaits, List<Replication> nobodyWaits, Duration total, boolean running, Optional<Duration> firstToken, int cached, int prompt,
                        int ahead, Optional<Duration> saved) {
    public Waterfall {
        clientWaits = List.copyOf(clientWaits);
        nobodyWaits = List.copyOf(nobodyWaits);
    }

    /**
     * @param start from the turn's begin
     * @param running it grows
     */
    public record Bar(Stage stage, Duration start, Duration length, boolean running) {}

    /**
     * @param lag from the record's write to its arrival; empty until it is there
     * @param waiting since the write, until it is there
     * @param broken nothing gets there now from the record's origin: cut, or the node is down
     */
    public record Replication(String node, Optional<Duration> lag, Duration waiting, boolean broken) {}

    public static Waterfall of(World world, SessionState session, TurnState turn) {
        boolean running = turn.running();
        Instant end = running ? world.now() : turn.since();
        Duration total = turn.stages().total().orElseGet(() -> nonNegative(Duration.between(turn.asked().first(), end)));
        Map<Stage, Duration> lengths = lengths(turn, total, running ? growing(turn.phase()) : Optional.empty(), world.now());
        var bars = new ArrayList<Bar>();
        Duration at = Duration.ZERO;
        for (Stage stage : Stage.values()) {
            Duration rest = total.minus(at);
            Duration length = stage == Stage.UNKNOWN || lengths.get(stage).compareTo(rest) > 0 ? rest : lengths.get(stage);
            bars.add(new Bar(stage, at, length, running && growing(turn.phase()).filter(stage::equals).isPresent()));
            at = at.plus(length);
        }
        return new Waterfall(bars, session.record(turn).map(record -> ways(world, record)).orElse(List.of()), total, running, turn.stages().firstToken(),
                turn.tokens().cached(), turn.tokens().whole(), turn.tokens().ahead(), saved(world, turn));
    }

    private static Optional<Duration> saved(World world, TurnState turn) {
        TurnState.Tokens ids = turn.tokens();
        if (ids.ahead() == 0) return Optional.empty();
        int evaluated = Math.max(0, ids.whole() - ids.cached());
        return world.node(turn.asked().node()).map(world::prefill)
                .flatMap(rates -> rates.at(evaluated + ids.ahead()).flatMap(without -> rates.at(evaluated).map(with -> nonNegative(without.minus(with)))));
    }

    private static Map<Stage, Duration> lengths(TurnState turn, Duration total, Optional<Stage> growing, Instant now) {
        Stages stages = turn.stages();
        var lengths = new EnumMap<Stage, Duration>(Stage.class);
        for (Stage stage : Stage.values()) lengths.put(stage, stages.orZero(stage));
        lengths.merge(Stage.WAIT, stages.waitedBefore(), Duration::plus);
        if (stages.lastAttempt().isPresent() && stages.node().isPresent())
            lengths.put(Stage.NETWORK, nonNegative(stages.lastAttempt().get().minus(stages.node().get())));
        growing.ifPresent(stage -> lengths.merge(stage, nonNegative(Duration.between(turn.since(), now)), Duration::plus));
        return lengths;
    }

    private static Optional<Stage> growing(Phase phase) {
        return switch (phase) {
            case WAITING -> Optional.of(Stage.WAIT);
            case QUEUED -> Optional.of(Stage.QUEUE);
            case PREFILL -> Optional.of(Stage.PREFILL);
            case DECODING -> Optional.of(Stage.DECODE);
            case COMMITTING -> Optional.of(Stage.COMMIT);
            case SENT, ANSWERED -> Optional.of(Stage.NETWORK);
            case RECEIVED, ACKNOWLEDGED, FAILED, GIVEN_UP -> Optional.empty();
        };
    }

    private static List<Replication> ways(World world, RecordState record) {
        String fingerprint = world.node(record.origin()).map(origin -> origin.identity().fingerprint()).orElse("");
        var ways = new ArrayList<Replication>();
        for (NodeState node : world.nodes()) {
            if (node.name().equals(record.origin())) continue;
            Optional<Duration> lag = record.replicas().find(node.name()).map(RecordState.Arrival::lag);
            if (lag.isEmpty() && !node.identity().mayHold(fingerprint)) continue;
            boolean broken = !node.life().answers() || world.link(record.origin(), node.name()).filter(LinkState::isBroken).isPresent();
            Duration waiting = lag.isPresent() ? Duration.ZERO : nonNegative(Duration.between(record.written(), world.now()));
            ways.add(new Replication(node.name(), lag, waiting, lag.isEmpty() && broken));
        }
        return ways;
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
