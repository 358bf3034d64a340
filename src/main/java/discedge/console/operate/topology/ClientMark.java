package discedge.console.operate.topology;

import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Tokens;
import discedge.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The followed client on the ground: docked at its node, held by a person, or on its way. */
final class ClientMark {
    private static final long DROP = 150;
    private static final long RETURN = 180;
    private static final double HALO = 8;
    /** A drop whose roam has not been heard of is forgotten. */
    private static final long PATIENCE = 3_000_000_000L;
    private static final PseudoClass SMALL = CardFace.pseudo("small");
    private static final PseudoClass HELD = CardFace.pseudo("held");

    private final Pane pane = new Pane();
    private final Region ghost = new Region();
    private final Label was = CardFace.label("plate", "t-label", "mono");
    private final StackPane disc = new StackPane(Icons.of(BootstrapIcons.PERSON_FILL));
    private final Region halo = new Region();
    private final Label tag = CardFace.label("plate", "t-label", "mono");
    private final Label drop = CardFace.label("plate", "t-label", "mono");
    private final java.util.function.BooleanSupplier still;
    private Optional<Dock> dock = Optional.empty();
    private Optional<Box> card = Optional.empty();
    private Optional<Box> target = Optional.empty();
    private Optional<String> node = Optional.empty();
    private Optional<String> dropped = Optional.empty();
    private long droppedAt;
    private Optional<Glide> glide = Optional.empty();
    private Point at = new Point(0, 0);
    private double full = 18;
    private boolean held;

    /** A line to paint. @param dotted to where it would be dropped */
    record Line(Point from, Point to, boolean dotted) {}

    /** @param still nothing glides: the person wants less motion */
    ClientMark(java.util.function.BooleanSupplier still) {
        this.still = still;
        pane.setPickOnBounds(false);
        ghost.getStyleClass().add("client-ghost");
        halo.getStyleClass().add("client-halo");
        disc.getStyleClass().add("client-disc");
        disc.setId("client");
        disc.setFocusTraversable(true);
        disc.setAccessibleRole(AccessibleRole.BUTTON);
        tag.setId("client-tag");
        drop.setId("client-drop");
        drop.getStyleClass().add("accented");
        for (Node one : List.of(ghost, was, halo, tag, drop)) one.setMouseTransparent(true);
        pane.getChildren().addAll(ghost, was, halo, tag, drop, disc);
        pane.getChildren().forEach(one -> {
            one.setVisible(false);
            one.setManaged(false);
        });
    }

    Node root() {
        return pane;
    }

    /** What is dragged. */
    Region disc() {
        return disc;
    }

    boolean isHeld() {
        return held;
    }

    /** On its way to where it was dropped, or back. */
    boolean glides() {
        return glide.isPresent();
    }

    Optional<Dock> dock() {
        return dock;
    }

    // ---- from the facts

    /** Docks it where the facts say it is, or where it was just dropped. */
    void show(Board board, Tokens tokens, long now) {
        full = tokens.size("client") / 2;
        Optional<ClientFacts> client = board.facts().flatMap(Facts::client);
        if (dropped.isPresent() && (client.filter(its -> its.node().equals(dropped.get())).isPresent() || now - droppedAt > PATIENCE)) dropped = Optional.empty();
        Optional<String> stands = dropped.or(() -> client.map(ClientFacts::node));
        card = stands.flatMap(board::box);
        boolean shown = client.isPresent() && card.isPresent();
        disc.setVisible(shown);
        if (!shown) {
            dock = Optional.empty();
            node = Optional.empty();
            if (held) release();
            place();
            return;
        }
        words(client.get(), board.facts().orElseThrow());
        tag.applyCss();
        var next = Dock.of(card.get(), board.size(), board.boxes().values(), board.spans(), board.room(), full, Math.ceil(tag.prefWidth(-1)));
        boolean moves = node.isPresent() && !node.equals(stands) && !held;
        if (moves) glideTo(next.at(), now, RETURN);
        else if (!held && glide.isEmpty()) at = next.at();
        else if (glide.isPresent() && !glide.get().to().equals(next.at())) glide = Optional.of(new Glide(glide.get().from(), next.at(), glide.get().begun(), glide.get().nanos()));
        dock = Optional.of(next);
        node = stands;
        place();
    }

    private void words(ClientFacts client, Facts facts) {
        String way = LinkWords.dotted(client.label(), client.roundTrip().map(time -> CardWords.about(time)).orElse(""));
        long keys = facts.nodes().values().stream().filter(its -> its.digit() > 0).count();
        boolean acts = facts.frame().acts() && keys > 1;
        Showing.text(tag, acts ? Words.of("topology.client.keys", way, keys) : way);
        Showing.text(was, Words.of("topology.client.was", client.label()));
        disc.setAccessibleText(Words.of("topology.client.whole", client.label(), facts.node(client.node()).map(NodeFacts::whole).orElse(client.node())));
    }

    // ---- held

    void hold(Point where) {
        held = true;
        glide = Optional.empty();
        at = where;
        disc.pseudoClassStateChanged(HELD, true);
        place();
    }

    /** @param words under the disc */
    void over(Optional<Box> its, String words) {
        target = its;
        Showing.text(drop, words);
        place();
    }

    /** Snaps to where it was dropped. */
    void dropOn(String name, long now) {
        dropped = Optional.of(name);
        droppedAt = now;
        release();
    }

    /** Goes back to where it was. */
    void back(long now) {
        release();
        dock.ifPresent(its -> glideTo(its.at(), now, RETURN));
    }

    private void release() {
        held = false;
        target = Optional.empty();
        disc.pseudoClassStateChanged(HELD, false);
        place();
    }

    /** The drop was refused: it stands where it stood. */
    void refuse(long now) {
        dropped = Optional.empty();
        back(now);
    }

    private void glideTo(Point to, long now, long millis) {
        glide = still.getAsBoolean() ? Optional.empty() : Optional.of(Glide.of(at, to, now, dropped.isPresent() ? DROP : millis));
        if (glide.isEmpty()) at = to;
    }

    /** Moves it on. @return whether it is still on its way */
    boolean move(long now) {
        if (glide.isEmpty()) return false;
        at = glide.get().at(now);
        if (glide.get().over(now)) glide = Optional.empty();
        place();
        return true;
    }

    // ---- on the ground

    private void place() {
        boolean there = disc.isVisible() && dock.isPresent();
        double radius = held ? full : dock.map(Dock::radius).orElse(full);
        disc.pseudoClassStateChanged(SMALL, radius < 12);
        circle(disc, at, radius);
        circle(halo, at, radius + HALO);
        halo.setVisible(there && (held || radius > 12));
        boolean away = there && held;
        ghost.setVisible(away);
        was.setVisible(away && dock.flatMap(Dock::tag).isPresent());
        dock.ifPresent(its -> circle(ghost, its.at(), its.radius()));
        if (was.isVisible()) plate(was, dock.get().at().x() + dock.get().radius() + Dock.APART, dock.get().at().y() - 10);
        drop.setVisible(away);
        if (away) plate(drop, Math.clamp(at.x() - Math.ceil(drop.prefWidth(-1)) / 2, 4, Math.max(4, pane.getWidth() - Math.ceil(drop.prefWidth(-1)) - 4)), at.y() + full + 12);
        // What is in the hand comes first.
        if (was.isVisible() && (was.getBoundsInParent().intersects(drop.getBoundsInParent()) || was.getBoundsInParent().intersects(halo.getBoundsInParent()))) was.setVisible(false);
        tag.setVisible(there && !held && glide.isEmpty() && dock.flatMap(Dock::tag).isPresent());
        if (tag.isVisible()) plate(tag, dock.get().tag().get().x(), dock.get().tag().get().y());
    }

    private static void circle(Region region, Point at, double radius) {
        region.resizeRelocate(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    }

    private static void plate(Label label, double x, double y) {
        label.resizeRelocate(Math.round(x), Math.round(y), Math.ceil(label.prefWidth(-1)), 20);
    }

    /** From its card to the disc, or to its ghost, and from the disc to the target; none while it glides. */
    List<Line> lines() {
        var lines = new ArrayList<Line>();
        if (!disc.isVisible() || card.isEmpty() || dock.isEmpty()) return lines;
        if (glide.isPresent()) return lines;
        Point stands = held ? dock.get().at() : at;
        Point edge = nearest(card.get(), stands);
        double far = edge.distanceTo(stands);
        if (far > dock.get().radius()) lines.add(new Line(edge, edge.towards(stands, 1 - dock.get().radius() / far), false));
        if (held) target.ifPresent(box -> lines.add(new Line(at, box.edgeTowards(at), true)));
        return lines;
    }

    private static Point nearest(Box box, Point to) {
        return new Point(Math.clamp(to.x(), box.x(), box.right()), Math.clamp(to.y(), box.y(), box.bottom()));
    }
}
