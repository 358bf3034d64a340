package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** A code and an icon: 48 × 28. */
final class ChipFace implements CardFace {
    private static final int LONGEST = 3;
    private static final double ICON = 12;

    private final Label code = CardFace.label("t-label", "mono", "code");
    private final Glyph sign = new Glyph(Glyph.Sign.UNKNOWN);

    ChipFace() {
        code.setMouseTransparent(true);
    }

    @Override
    public List<Node> parts() {
        return List.of(code, sign);
    }

    @Override
    public void show(NodeFacts node, String number, Instant now) {
        Showing.text(code, node.name().length() <= LONGEST ? node.name() : number);
        sign.show(node.forecast().map(forecast -> Glyph.Sign.of(forecast.state())).orElse(Glyph.Sign.UNKNOWN));
    }

    @Override
    public void place(double width, double height, boolean more) {
        code.resizeRelocate(6, 6, width - 6 - ICON - 8, 16);
        sign.resizeRelocate(width - ICON - 7, 8, ICON, ICON);
    }
}
