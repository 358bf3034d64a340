package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** Name and state: 132 × 56. */
final class CompactFace implements CardFace {
    private static final double LEFT = 11;
    private static final double RIGHT = 9;
    private static final double BADGE = 16;
    private static final double ICON = 12;
    private static final double MORE = 22;

    private final Badge badge = new Badge();
    private final Label name = CardFace.label("t-body", "semibold");
    private final Label turn = CardFace.label("t-label", "mono", "figure");
    private final StatePill pill = new StatePill();
    private final Glyph cache = new Glyph(Glyph.Sign.COLD);
    private final Label ago = CardFace.label("t-label", "mono", "figure");

    CompactFace() {
        turn.setAlignment(Pos.CENTER_RIGHT);
        turn.setMouseTransparent(true);
        ago.setAlignment(Pos.CENTER_RIGHT);
        ago.setMouseTransparent(true);
    }

    @Override
    public List<Node> parts() {
        return List.of(badge, name, turn, pill, cache, ago);
    }

    @Override
    public void show(NodeFacts node, String code, Instant now) {
        badge.show(node, code);
        Showing.text(name, node.label());
        CardFace.tip(name, CardWords.whole(node, now));
        Showing.text(turn, node.turn().filter(_ -> !node.isDown()).map(number -> Words.of("topology.turn.short", number)).orElse(""));
        pill.show(node);
        pill.setVisible(node.forecast().isPresent());
        node.cache().ifPresent(its -> cache.show(Glyph.Sign.of(its)));
        // Where there is no context yet nothing is warm or cold.
        cache.setVisible(node.isUp() && node.cache().isPresent());
        Showing.text(ago, node.isDown() ? CardWords.ago(CardWords.age(node.state().orElseThrow().downSince(), now)) : "");
    }

    @Override
    public void place(double width, double height, boolean more) {
        double right = width - RIGHT;
        badge.resizeRelocate(LEFT, 8, Math.max(BADGE, Math.ceil(badge.prefWidth(-1))), BADGE);
        double at = LEFT + badge.getWidth() + 6;
        double number = turn.getText().isEmpty() ? 0 : Math.ceil(turn.prefWidth(-1));
        double corner = more ? MORE : number;
        turn.setVisible(!more);
        turn.resizeRelocate(right - number, 8, number, 16);
        name.resizeRelocate(at, 6, Math.max(0, right - corner - 4 - at), 20);
        double state = Math.min(Math.ceil(pill.prefWidth(-1)), right - LEFT);
        pill.resizeRelocate(LEFT, 30, state, 20);
        // A long state needs the room.
        cache.setOpacity(LEFT + state + 4 > right - ICON ? 0 : 1);
        cache.resizeRelocate(right - ICON, 34, ICON, ICON);
        ago.resizeRelocate(LEFT + state, 32, right - LEFT - state, 16);
    }
}
