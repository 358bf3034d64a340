package discedge.console.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.timeline.Story;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every part has its place, whole and apart from the others, in every window there may be. */
class OperateLayoutTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        OperateStory.busy(story, transcripts);
    }

    private Bounds bounds(String id) {
        return onFx(() -> {
            Node node = window.scene().lookup(id);
            return node.localToScene(node.getLayoutBounds());
        });
    }

    private boolean isShown(String id) {
        return onFx(() -> {
            Node node = window.scene().lookup(id);
            for (Node at = node; at != null; at = at.getParent()) if (!at.isVisible()) return false;
            return node != null;
        });
    }

    @ParameterizedTest(name = "{0} × {1}")
    @CsvSource({"960, 640", "1200, 760", "1440, 900", "1920, 1200", "2560, 1440", "1440, 640", "960, 1200"})
    void nothing_overlaps_or_is_cut_off(double width, double height) {
        size(width, height);
        paint();
        List<String> parts = new ArrayList<>(List.of("#kpis", "#operate-map", "#chat", "#lag"));
        Bounds screen = bounds("#operate");
        for (String part : parts) assertTrue(screen.contains(bounds(part)), part + " " + bounds(part) + " is not within " + screen);
        for (String one : parts) for (String other : parts)
            assertFalse(!one.equals(other) && apart(bounds(one)).intersects(apart(bounds(other))), one + " and " + other + " overlap");
        for (String kpi : List.of("first-token-p95", "wait-p95", "retries", "worst-lag", "conflicts", "sync-bytes")) {
            assertTrue(bounds("#kpis").contains(bounds("#kpi-" + kpi)), kpi);
            assertWhole("#kpi-" + kpi);
        }
        assertTrue(bounds("#chat").contains(bounds("#composer")), "the composer is at the foot of the right pane");
        assertTrue(bounds("#conversation").getHeight() >= 100, "the conversation can be read: " + bounds("#conversation"));
        assertTrue(bounds("#operate-map").getWidth() > 560 && bounds("#operate-map").getHeight() > 380, "the topology has room: " + bounds("#operate-map"));
        assertWhole("#composer");
    }

    private static Bounds apart(Bounds bounds) {
        return new javafx.geometry.BoundingBox(bounds.getMinX() + 1, bounds.getMinY() + 1, bounds.getWidth() - 2, bounds.getHeight() - 2);
    }

    /** All in it is within it, no two labels in each other's way, no text shortened. */
    private void assertWhole(String id) {
        onFx(() -> {
            Node part = window.scene().lookup(id);
            Bounds room = part.localToScene(part.getLayoutBounds());
            var labels = new ArrayList<Labeled>();
            collect(part, labels);
            for (Labeled label : labels) {
                Bounds its = label.localToScene(label.getLayoutBounds());
                assertTrue(room.contains(its), label.getText() + " " + its + " is not within " + room);
                assertTrue(label.getWidth() + 0.5 >= label.prefWidth(-1) || label.isWrapText(), id + ": " + label.getText() + " is shortened");
                for (Labeled other : labels) {
                    if (other == label || isIn(other, label) || isIn(label, other)) continue;
                    assertFalse(apart(its).intersects(apart(other.localToScene(other.getLayoutBounds()))), label.getText() + " and " + other.getText() + " overlap");
                }
            }
            return null;
        });
    }

    private static boolean isIn(Node node, Node other) {
        for (Node at = node.getParent(); at != null; at = at.getParent()) if (at == other) return true;
        return false;
    }

    private static void collect(Node node, List<Labeled> labels) {
        if (!node.isVisible()) return;
        if (node instanceof Labeled label && label.getText() != null && !label.getText().isEmpty()) labels.add(label);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, labels));
    }

    @Test
    void a_small_window_has_the_measures_of_the_smallest() {
        size(960, 640);
        paint();
        assertEquals(52, bounds("#kpi-retries").getHeight());
        assertEquals(28, bounds("#lag").getHeight());
        assertEquals(300, bounds("#chat").getWidth());
        assertEquals(592, bounds("#operate-map").getWidth());
        assertEquals(424, bounds("#operate-map").getHeight());
    }

    @Test
    void chat_stands_above_turn_where_there_is_room_and_beside_it_in_a_tab_where_there_is_none() {
        assertTrue(isShown("#waterfall") && isShown("#conversation"));
        assertFalse(isShown("#tab-turn"));
        size(960, 640);
        paint();
        assertTrue(isShown("#tab-turn") && isShown("#conversation"));
        robot.clickOn("#tab-turn");
        paint();
        assertTrue(isShown("#waterfall") && isShown("#composer"));
        assertFalse(isShown("#conversation"));
    }
}
