package discedge.console.operate.topology;

import discedge.console.kit.Tokens;
import discedge.experiment.live.Controls.Site;
import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;

/** Where the cards will stand, before there is anything to say on them. */
public final class CardOutlines {
    /** Above and below the ground that the cards stand on. */
    private static final double HEADER = 36;
    private static final double FOOTER = 26;

    private CardOutlines() {}

    /** Paints them into the topology's panel, whose corner is at {@code x}, {@code y}. */
    public static void paint(GraphicsContext gc, double x, double y, double width, double height, List<Site> sites, Tokens tokens) {
        var places = sites.stream().map(site -> Optional.of(site.position())).toList();
        double radius = tokens.size("radius-panel") * 2;
        for (Box card : Arrangement.of(width, height - HEADER - FOOTER, places, tokens).boxes()) {
            gc.setFill(tokens.colour("bg-2"));
            gc.fillRoundRect(x + card.x(), y + HEADER + card.y(), card.width(), card.height(), radius, radius);
            gc.setStroke(tokens.colour("line"));
            gc.strokeRoundRect(x + card.x() + 0.5, y + HEADER + card.y() + 0.5, card.width() - 1, card.height() - 1, radius, radius);
        }
    }
}
