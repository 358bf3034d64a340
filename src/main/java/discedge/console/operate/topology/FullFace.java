package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** All that a card says: 184 × 104. */
final class FullFace implements CardFace {
    private static final double LEFT = 15;
    private static final double RIGHT = 12;
    private static final double BADGE = 18;
    private static final double ICON = 12;
    private static final double MORE = 24;
    private static final PseudoClass OLD = CardFace.pseudo("old");

    private final Badge badge = new Badge();
    private final Label name = CardFace.label("t-title");
    private final Glyph cache = new Glyph(Glyph.Sign.COLD);
    private final Label about = CardFace.label("t-label", "about");
    private final StatePill pill = new StatePill();
    private final Label turn = CardFace.label("t-label", "mono", "figure");
    private final Label outcome = CardFace.label("t-label", "outcome");
    private final Button restart = new Button();
    /** What the button is for: a node of another process can only be asked again. */
    private boolean remote;

    /** @param restarts hears the name of a node that is to start again @param retries of one that is to be asked again at once */
    FullFace(Consumer<String> restarts, Consumer<String> retries) {
        turn.setAlignment(Pos.CENTER_RIGHT);
        restart.getStyleClass().addAll("small", "t-label");
        restart.setOnAction(_ -> (remote ? retries : restarts).accept((String) restart.getUserData()));
        for (Node part : List.of(cache, turn)) part.setMouseTransparent(true);
    }

    @Override
    public List<Node> parts() {
        return List.of(badge, name, cache, about, pill, turn, outcome, restart);
    }

    @Override
    public void show(NodeFacts node, String code, Instant now) {
        badge.show(node, code);
        Showing.text(name, node.label());
        CardFace.tip(name, node.whole());
        node.cache().ifPresent(its -> cache.show(Glyph.Sign.of(its)));
        // Where there is no context yet nothing is warm or cold.
        cache.setVisible(node.isUp() && node.cache().isPresent());
        Showing.text(about, CardWords.about(node, now));
        about.pseudoClassStateChanged(OLD, !node.isUp() || node.isSilent(now));
        pill.show(node);
        pill.setVisible(node.forecast().isPresent());
        Showing.text(turn, node.turn().map(CardWords::turn).orElse(""));
        turn.setVisible(node.state().isPresent() && !node.isDown());
        Showing.text(outcome, CardWords.outcome(node, now));
        CardFace.tip(outcome, node.forecast().map(forecast -> forecast.why()).orElse(""));
        restart.setVisible(node.isRemote() ? node.isGone() : node.isDown());
        remote = node.isRemote();
        if (node.isDown()) {
            restart.setUserData(node.name());
            restart.setId((remote ? "retry-" : "restart-") + node.name());
            String words = remote ? Words.of("topology.retry") : Words.of("topology.restart", node.name());
            if (!words.equals(restart.getText())) restart.setText(words);
        }
    }

    @Override
    public void place(double width, double height, boolean more) {
        double right = width - RIGHT;
        badge.resizeRelocate(LEFT, 13, Math.max(BADGE, Math.ceil(badge.prefWidth(-1))), BADGE);
        cache.resizeRelocate(right - ICON, 16, ICON, ICON);
        double at = LEFT + badge.getWidth() + 8;
        name.resizeRelocate(at, 11, Math.max(0, right - ICON - 6 - (more ? MORE : 0) - at), 22);
        about.resizeRelocate(LEFT, 36, right - LEFT, 16);
        double state = Math.ceil(pill.prefWidth(-1));
        pill.resizeRelocate(LEFT, 56, state, 20);
        double rest = right - LEFT - state - 6;
        turn.resizeRelocate(LEFT + state + 6, 58, rest, 16);
        double button = Math.min(Math.ceil(restart.prefWidth(-1)), rest);
        restart.resizeRelocate(right - button, 55, button, 22);
        outcome.resizeRelocate(LEFT, 80, right - LEFT, 16);
    }
}
