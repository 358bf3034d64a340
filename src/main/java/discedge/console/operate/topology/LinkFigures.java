package discedge.console.operate.topology;

import discedge.console.kit.Icons;
import discedge.console.kit.Names;
import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.Samples;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The figures of half a link, beside it: while it is pointed at, and on when it was clicked. */
final class LinkFigures {
    private static final double AWAY = 14;
    private static final double EDGE = 6;
    /** What a px of distance weighs against px² of cards that are covered. */
    private static final double NEAR = 12;
    private static final double LINE = 4000;
    private static final String[] ROWS = {"trip", "lag", "behind", "traffic", "waiting", "shape"};

    private final VBox box = new VBox();
    private final Badge from = new Badge();
    private final Badge to = new Badge();
    private final Label title = CardFace.label("semibold");
    private final Button menu = new Button("", Icons.of(BootstrapIcons.THREE_DOTS));
    private final Button close = new Button("", Icons.of(BootstrapIcons.X));
    private final Label[] values = new Label[ROWS.length];
    private final Label[] notes = new Label[ROWS.length];
    private final Label foot = CardFace.label("t-label", "muted");
    private Optional<LinkKey> shown = Optional.empty();

    /** @param menus opens the link's menu at a node @param unpin closes */
    LinkFigures(BiConsumer<LinkKey, Node> menus, Runnable unpin) {
        box.setId("link-figures");
        box.getStyleClass().addAll("floating", "link-figures", "gap-8");
        box.setManaged(false);
        box.setVisible(false);
        menu.setId("link-more");
        menu.getStyleClass().addAll("flat", "more");
        menu.setAccessibleText(Words.of("topology.more"));
        menu.setOnAction(_ -> shown.ifPresent(link -> menus.accept(link, menu)));
        close.setId("link-close");
        close.getStyleClass().addAll("flat", "more");
        close.setAccessibleText(Words.of("topology.link.close"));
        close.setOnAction(_ -> unpin.run());
        box.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            unpin.run();
            event.consume();
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(from, Icons.of(BootstrapIcons.ARROW_RIGHT_SHORT), to, title, space, menu, close);
        head.getStyleClass().add("gap-4");
        head.setAlignment(Pos.CENTER_LEFT);
        SoftBreaks.wrap(foot);
        box.getChildren().addAll(head, rows(), foot);
    }

    private GridPane rows() {
        var grid = new GridPane();
        grid.getStyleClass().add("figures");
        var words = new ColumnConstraints();
        var figures = new ColumnConstraints();
        figures.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(words, figures, new ColumnConstraints());
        for (int row = 0; row < ROWS.length; row++) {
            values[row] = CardFace.label("t-table", "mono");
            notes[row] = CardFace.label("t-label", "subtle");
            values[row].setId("link-" + ROWS[row]);
            values[row].setMinWidth(Region.USE_PREF_SIZE);
            grid.addRow(row, CardFace.label("t-label", "muted"), values[row], notes[row]);
            ((Label) grid.getChildren().get(row * 3)).setText(Words.of("topology.figure." + ROWS[row]));
        }
        return grid;
    }

    Node root() {
        return box;
    }

    /** Shows what is pinned, else what is pointed at, else nothing. */
    void show(Board board, boolean quiet) {
        Optional<LinkKey> half = board.pinned().or(board::hovered).filter(_ -> !quiet);
        Optional<Board.Sketch> sketch = half.flatMap(board::sketch);
        box.setVisible(sketch.isPresent());
        shown = sketch.isPresent() ? half : Optional.empty();
        if (sketch.isEmpty()) return;
        boolean pinned = board.pinned().isPresent();
        box.setMouseTransparent(!pinned);
        menu.setVisible(pinned);
        close.setVisible(pinned);
        fill(board.facts().orElseThrow(), half.get(), sketch.get().link());
        place(board, half.get(), sketch.get().span());
    }

    private void fill(Facts facts, LinkKey half, LinkFacts link) {
        NodeFacts one = facts.node(half.from()).orElseThrow();
        NodeFacts other = facts.node(half.to()).orElseThrow();
        from.show(one, facts.code(one));
        to.show(other, facts.code(other));
        Showing.text(title, Words.of("topology.link.title", one.label(), other.label()));
        World world = facts.world();
        Optional<LinkState> state = link.direction(half);
        row(0, state.flatMap(LinkState::measured).map(seen -> Units.time(seen.roundTrip())), state.map(its -> spread(its.roundTrips(), world.now())).orElse(""));
        Optional<Samples.Summary> lag = state.flatMap(its -> its.lag().latest(world.now()));
        java.time.Duration uncertainty = world.uncertainty(half.from(), half.to());
        String clocks = uncertainty.isZero() ? "" : Words.of("topology.figure.clocks", Units.time(uncertainty));
        row(1, lag.map(its -> Words.of("topology.p95", Units.lag(its.p95(), uncertainty))), LinkWords.dotted(state.map(its -> spread(its.lag(), world.now())).orElse(""), clocks));
        row(2, facts.frame().followed().map(session -> CardWords.turns(world.behind(session, half.from(), half.to()))),
                facts.frame().session().map(Names::of).orElse(Words.of("topology.figure.behind.none")));
        row(3, state.map(its -> Words.of("topology.rate", Units.bytes(its.bytesPerSecond(world.now())))), Words.of("topology.figure.traffic.note"));
        row(4, Optional.of(Units.count(world.unacknowledged(half.from(), half.to()))), Words.of("topology.figure.waiting.note", half.to()));
        row(5, state.flatMap(LinkState::shape).map(shape -> Units.time(shape.delay())), state.flatMap(LinkState::shape).map(LinkFigures::shape).orElse(Words.of("topology.figure.shape.none")));
        Showing.text(foot, foot(half, state, world));
    }

    private void row(int row, Optional<String> value, String note) {
        Showing.text(values[row], value.orElse(Units.NONE));
        Showing.text(notes[row], note);
    }

    /** {@code p50 13 ms · n 30 · 60 s}. */
    private static String spread(Samples samples, Instant now) {
        for (int seconds : new int[] {60, 300}) {
            Optional<Samples.Summary> its = samples.over(now, Duration.ofSeconds(seconds));
            if (its.isPresent()) return Words.of("topology.spread", Units.time(its.get().p50()), Units.time(its.get().p95()), its.get().count(), seconds);
        }
        return Words.of("topology.spread.none");
    }

    private static String shape(LinkState.Shape shape) {
        String limit = shape.bytesPerSecond() == 0 ? Words.of("topology.shape.unlimited") : Words.of("topology.rate", Units.bytes(shape.bytesPerSecond()));
        return Words.of("topology.shape", Units.time(shape.jitter()), limit);
    }

    /** How and when it was measured, and what the stream says of itself. */
    private static String foot(LinkKey half, Optional<LinkState> state, World world) {
        String measured = state.flatMap(LinkState::lastMeasured)
                .map(at -> Words.of("topology.measured", half.from(), Units.time(Duration.between(at, world.now())), world.kind()))
                .orElseGet(() -> Words.of("topology.measured.none", half.from()));
        String stream = state.map(LinkState::peering).filter(peering -> peering.status() == LinkState.Status.DOWN)
                .map(peering -> peering.retryAt().filter(at -> at.isAfter(world.now()))
                        .map(at -> Words.of("topology.stream.retry", peering.why(), Units.time(Duration.between(world.now(), at)))).orElseGet(() -> Words.of("topology.stream.down", peering.why())))
                .orElse("");
        return stream.isEmpty() ? measured : measured + "\n" + stream;
    }

    /** Where it covers the least of the cards and of its link; near it, if there is a choice. */
    private void place(Board board, LinkKey half, Span span) {
        box.applyCss();
        double width = Math.ceil(box.prefWidth(-1));
        double height = Math.ceil(box.prefHeight(width));
        boolean first = board.sketch(half).orElseThrow().link().key().equals(half);
        Point at = span.at(first ? 0.25 : 0.75);
        Box best = null;
        double least = Double.MAX_VALUE;
        for (Box tried : places(at, width, height, board.room())) {
            double cost = board.boxes().values().stream().mapToDouble(tried::shared).sum() + hidden(tried, span) + NEAR * tried.center().distanceTo(at);
            if (cost >= least) continue;
            least = cost;
            best = tried;
        }
        box.resizeRelocate(Math.round(best.x()), Math.round(best.y()), width, height);
    }

    /** What of the link would lie under it, as so many px² of cards. */
    private static double hidden(Box tried, Span span) {
        double hidden = 0;
        for (double part = 0; part <= 1; part += 0.1) if (tried.distanceTo(span.at(part)) < AWAY / 2) hidden += LINE;
        return hidden;
    }

    private static List<Box> places(Point at, double width, double height, Box room) {
        double right = Math.max(EDGE, room.width() - width - EDGE);
        double bottom = Math.max(EDGE, room.height() - height - EDGE);
        var places = new ArrayList<Box>();
        for (double x : new double[] {at.x() - width / 2, at.x() + AWAY, at.x() - AWAY - width, EDGE, right})
            for (double y : new double[] {at.y() + AWAY, at.y() - AWAY - height, at.y() - height / 2, EDGE, bottom})
                places.add(new Box(Math.clamp(x, EDGE, right), Math.clamp(y, EDGE, bottom), width, height));
        return places;
    }

    /** So that its buttons are reached. */
    void focus() {
        menu.requestFocus();
    }
}
