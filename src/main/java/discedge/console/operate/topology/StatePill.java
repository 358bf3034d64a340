package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** The forecast's state: icon, word, colour. */
final class StatePill extends Label {
    private final Glyph glyph = new Glyph(Glyph.Sign.UNKNOWN);
    private String style = "";

    StatePill() {
        getStyleClass().add("pill");
        setGraphic(glyph);
        setMinWidth(Region.USE_PREF_SIZE);
        setMouseTransparent(true);
    }

    void show(NodeFacts node) {
        Glyph.Sign sign = node.forecast().map(forecast -> Glyph.Sign.of(forecast.state())).orElse(Glyph.Sign.UNKNOWN);
        Showing.text(this, node.forecast().map(CardWords::pill).orElseGet(() -> Words.of("topology.unknown")));
        glyph.show(sign);
        CardFace.style(this, style, sign.word());
        style = sign.word();
    }
}
