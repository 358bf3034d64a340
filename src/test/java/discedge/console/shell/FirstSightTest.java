package discedge.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.console.kit.Tokens;
import discedge.timeline.Story;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outlines lie where the parts will. */
class FirstSightTest extends ConsoleTest {
    private WritableImage sight(double width, double height) {
        return onFx(() -> {
            var root = new FirstSight(controls.sites(), Tokens.of(Theme.DARK)).root();
            var scene = new Scene(root, width, height);
            root.resize(width, height);
            root.layout();
            return scene.snapshot(null);
        });
    }

    @Override
    protected void before(Story story) {
        // Nothing has happened yet.
    }

    private Bounds at(String id) {
        Node node = robot.lookup(id).query();
        return node.localToScene(node.getBoundsInLocal());
    }

    @ParameterizedTest
    @CsvSource({"1440, 900", "960, 640"})
    void panels_and_bars_are_where_the_window_s_own_will_be(double width, double height) {
        size(width, height);
        paint();
        PixelReader seen = sight(window.scene().getWidth(), window.scene().getHeight()).getPixelReader();
        for (String part : List.of("#operate-map", ".rail", ".timeline")) {
            Bounds own = at(part);
            Bounds inner = new BoundingBox(own.getMinX() + 4, own.getMinY() + 4, own.getWidth() - 8, own.getHeight() - 8);
            for (double[] corner : new double[][] {{inner.getMinX(), inner.getMinY()}, {inner.getMaxX(), inner.getMinY()}, {inner.getMaxX(), inner.getMaxY() - 24}})
                assertEquals(Tokens.of(Theme.DARK).colour("bg-1"), seen.getColor((int) corner[0], (int) corner[1]), part + " at " + corner[0] + ", " + corner[1]);
        }
        assertEquals(Tokens.of(Theme.DARK).colour("bg-0"), seen.getColor((int) at("#operate-map").getMinX() - 4, (int) at("#operate-map").getMinY() + 40), "the gap beside the map");
    }

    @Test
    void each_node_has_its_outline() {
        PixelReader seen = sight(1440, 900).getPixelReader();
        Tokens tokens = Tokens.of(Theme.DARK);
        int pixels = 0;
        for (int y = 0; y < 900; y++) for (int x = 0; x < 1440; x++) if (seen.getColor(x, y).equals(tokens.colour("bg-2"))) pixels++;
        assertEquals(3, pixels / (tokens.size("card-width") * tokens.size("card-height")), 0.15, "cards' worth of ground");
    }
}
