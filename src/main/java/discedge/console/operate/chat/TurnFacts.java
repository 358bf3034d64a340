package discedge.console.operate.chat;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.model.Run;
import discedge.timeline.world.Phase;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Stage;
import discedge.timeline.world.TurnState;
import discedge.timeline.world.Waterfall;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The turn that the pane shows, as it is painted.
 *
 * @param waits one a stage
 * @param ways what was evaluated ahead of the turn, if anything was, and one a node that the record goes to
 * @param noWays why there are none; else empty
 * @param earlier the turn before it that there is; empty if none
 * @param later the turn after it; empty if it is the newest
 */
record TurnFacts(int turn, String title, Duration total, boolean running, Optional<Duration> firstToken, List<Bar> waits, List<Bar> ways, String noWays,
                 Optional<Integer> earlier, Optional<Integer> later) {
    /** How a bar is drawn. */
    enum Look { FILLED, OUTLINED, DASHED }

    /**
     * One row.
     *
     * @param colour token of it
     * @param length zero is a hairline
     * @param cachedPart of the length from its head that was in the cache, 0 to 1
     * @param note beside the bar
     * @param figure at the right
     * @param detail all of it in words
     * @param moment that a click leads to; empty if to none
     */
    record Bar(String name, String colour, Look look, Duration start, Duration length, boolean running, double cachedPart, String note, String figure, String detail,
               Optional<Instant> moment) {}

    private static final Duration BEFORE = Duration.ofSeconds(5);

    /** Empty if there is no turn to show. */
    static Optional<TurnFacts> of(Frame frame, Run run) {
        return frame.followed().flatMap(session -> chosen(frame, session).map(turn -> of(frame.world(), session, turn, NodeNames.of(run))));
    }

    private static Optional<TurnState> chosen(Frame frame, SessionState session) {
        return frame.turn().flatMap(session::turn).or(session::current);
    }

    static TurnFacts of(World world, SessionState session, TurnState turn, NodeNames names) {
        Waterfall waterfall = Waterfall.of(world, session, turn);
        var waits = new ArrayList<Bar>();
        for (Waterfall.Bar bar : waterfall.clientWaits()) waits.add(wait(waterfall, turn, bar));
        Duration written = end(waterfall, Stage.COMMIT);
        var ways = new ArrayList<Bar>();
        for (Waterfall.Replication way : waterfall.nobodyWaits()) ways.add(way(world, way, written));
        String none = ways.isEmpty() && waterfall.ahead() == 0 ? noWays(turn, world) : "";
        if (waterfall.ahead() > 0) ways.addFirst(ahead(waterfall));
        Optional<Duration> first = waterfall.firstToken().or(() -> turn.stages().nodeFirst());
        return new TurnFacts(turn.turn(), Words.of("chat.turn.title", turn.turn(), names.whole(turn.asked().node())), waterfall.total(), waterfall.running(), first, waits, ways,
                none, neighbour(session, turn.turn(), -1), neighbour(session, turn.turn(), 1));
    }

    private static Optional<Integer> neighbour(SessionState session, int turn, int step) {
        for (int i = turn + step; i >= 1 && i <= session.turn(); i += step) if (session.turn(i).isPresent()) return Optional.of(i);
        return Optional.empty();
    }

    private static Duration end(Waterfall waterfall, Stage stage) {
        return waterfall.clientWaits().stream().filter(bar -> bar.stage() == stage).map(bar -> bar.start().plus(bar.length())).findFirst().orElse(Duration.ZERO);
    }

    // ---- the client waits

    private static Bar wait(Waterfall waterfall, TurnState turn, Waterfall.Bar bar) {
        String word = bar.stage().name().toLowerCase(Locale.ROOT);
        boolean known = !bar.length().isZero() || bar.running() || isKnown(turn, bar.stage());
        String figure = !known ? Units.NONE : bar.length().isZero() ? "0" : Units.time(bar.length());
        boolean cached = bar.stage() == Stage.PREFILL && waterfall.cached() > 0 && waterfall.prompt() > 0 && !bar.length().isZero();
        String note = cached ? Words.of("chat.turn.cached", Units.count(waterfall.cached()), Units.count(waterfall.prompt())) : "";
        return new Bar(Words.of("chat.stage." + word), "stage-" + word, bar.stage() == Stage.UNKNOWN ? Look.OUTLINED : Look.FILLED, bar.start(), bar.length(), bar.running(),
                cached ? Math.min(1, waterfall.cached() / (double) waterfall.prompt()) : 0, note, figure, detail(waterfall, bar, known, note), moment(turn, bar));
    }

    private static String detail(Waterfall waterfall, Waterfall.Bar bar, boolean known, String note) {
        String what = Words.of("chat.stage.what." + bar.stage().name().toLowerCase(Locale.ROOT));
        if (!known) return Words.of("chat.turn.detail.none", what);
        long percent = waterfall.total().isZero() ? 0 : Math.round(100.0 * bar.length().toNanos() / waterfall.total().toNanos());
        String words = Words.of("chat.turn.detail", what, exact(bar.start()), exact(bar.start().plus(bar.length())), exact(bar.length()), Units.percent(percent));
        return note.isEmpty() ? words : words + "\n" + note;
    }

    /** With more digits than a row has room for. */
    private static String exact(Duration time) {
        return String.format(Locale.ROOT, "%,.3f\u00a0ms", time.toNanos() / 1e6);
    }

    /** A measured nothing, rather than nothing measured. */
    private static boolean isKnown(TurnState turn, Stage stage) {
        return switch (stage) {
            case QUEUE, PREFILL, DECODE, COMMIT -> turn.stages().of(stage).isPresent();
            // Who went on to be queued did not wait.
            case WAIT -> turn.stages().of(stage).isPresent() || turn.stages().of(Stage.QUEUE).isPresent();
            case NETWORK -> turn.stages().lastAttempt().isPresent();
            case UNKNOWN -> turn.stages().total().isPresent() || turn.phase() == Phase.GIVEN_UP;
        };
    }

    /** A wait is looked into from 5 s before. */
    private static Optional<Instant> moment(TurnState turn, Waterfall.Bar bar) {
        return bar.stage() == Stage.WAIT && !bar.length().isZero() ? Optional.of(turn.asked().first().plus(bar.start()).minus(BEFORE)) : Optional.empty();
    }

    // ---- nobody waits

    private static Bar way(World world, Waterfall.Replication way, Duration written) {
        String name = Words.of("chat.turn.to", way.node());
        if (way.lag().isPresent()) return new Bar(name, "stage-replicate", Look.FILLED, written, way.lag().get(), false, 0, "", Units.time(way.lag().get()),
                Words.of("chat.turn.way", way.node(), exact(way.lag().get())), Optional.empty());
        if (!way.broken()) return new Bar(name, "stage-replicate", Look.OUTLINED, written, way.waiting(), true, 0, "", Units.time(way.waiting()),
                Words.of("chat.turn.way.waiting", way.node(), Units.time(way.waiting())), Optional.empty());
        boolean down = world.node(way.node()).filter(node -> !node.answers()).isPresent();
        return new Bar(name, down ? "stale" : "cut", Look.DASHED, written, way.waiting(), false, 0, "", Words.of(down ? "chat.turn.down" : "chat.turn.cut"),
                Words.of(down ? "chat.turn.way.down" : "chat.turn.way.cut", way.node(), Units.time(way.waiting())), Optional.empty());
    }

    /** What was evaluated before the turn came: as long as prefill would have taken longer. */
    private static Bar ahead(Waterfall waterfall) {
        Duration begin = waterfall.clientWaits().stream().filter(bar -> bar.stage() == Stage.PREFILL).map(Waterfall.Bar::start).findFirst().orElse(Duration.ZERO);
        String ids = Units.count(waterfall.ahead());
        Optional<Duration> saved = waterfall.saved();
        return new Bar(Words.of("chat.turn.ahead"), "warm", Look.OUTLINED, begin, saved.orElse(Duration.ZERO), false, 0, Words.of("chat.turn.ahead.ids", ids),
                saved.map(time -> Words.of("chat.turn.ahead.saved", Units.time(time))).orElse(Units.NONE),
                saved.map(time -> Words.of("chat.turn.ahead.detail", ids, Units.time(time))).orElseGet(() -> Words.of("chat.turn.ahead.unmeasured", ids)), Optional.empty());
    }

    private static String noWays(TurnState turn, World world) {
        if (turn.asked().mode().equals("client-side")) return Words.of("chat.turn.no-ways.client-side");
        if (turn.outcome().hash().isEmpty()) return Words.of(turn.running() ? "chat.turn.no-ways.yet" : "chat.turn.no-ways.none");
        if (world.nodeStates().size() < 2) return Words.of("chat.turn.no-ways.alone");
        String at = turn.asked().node();
        String fingerprint = world.node(at).map(node -> node.identity().fingerprint()).orElse("");
        boolean alike = world.nodes().stream().anyMatch(node -> !node.name().equals(at) && node.identity().mayHold(fingerprint));
        return Words.of(alike ? "chat.turn.no-ways.unseen" : "chat.turn.no-ways.model");
    }
}
