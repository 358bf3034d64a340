package discedge.console.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.model.Settings;
import discedge.timeline.Story;
import discedge.timeline.world.Figure;
import discedge.timeline.world.Figures;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class KpiStripTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 38).pass(10).turn(2, "A").arrives(2, "A", "B", 40);
    }

    private String text(String cell, String style) {
        return onFx(() -> ((Label) window.scene().lookup("#kpi-" + cell + " ." + style)).getText());
    }

    private String clipboard() {
        return onFx(() -> Clipboard.getSystemClipboard().getString());
    }

    @Test
    void a_click_copies_the_figure_with_its_provenance() {
        robot.clickOn("#kpi-worst-lag");
        assertEquals("Worst lag 40\u00a0ms, A→B, last 60\u00a0s, n 2, embedded nodes, at " + story.now(), clipboard());
    }

    @Test
    void the_keyboard_copies_it_too() {
        onFx(() -> {
            window.scene().lookup("#kpi-first-token-p95").requestFocus();
            return null;
        });
        robot.type(KeyCode.SPACE);
        assertTrue(clipboard().startsWith("First token p95 48\u00a0ms, last 60"), clipboard());
        assertTrue(clipboard().contains("n 2, simulated LLM"), clipboard());
    }

    @Test
    void sync_bytes_say_what_they_are_compared_with() {
        robot.clickOn("#kpi-sync-bytes");
        assertTrue(clipboard().startsWith("Sync bytes −33\u00a0% vs full context, computed, since the begin, n 2"), clipboard());
    }

    @Test
    void what_was_not_measured_is_a_dash_and_what_was_measured_as_nothing_a_zero() {
        assertEquals("0", text("conflicts", "value"));
        then(() -> story.pass(70_000));
        assertEquals("—", text("first-token-p95", "value"));
        assertEquals("—", text("worst-lag", "value"));
        assertEquals("0", text("retries", "value"));
    }

    @Test
    void the_whole_provenance_of_a_figure_not_measured_says_so() {
        FigureWords words = FigureWords.of(new Figure(Figure.Kind.WAIT_P95, Optional.empty(), Figure.Unit.MILLISECONDS, Optional.of(Duration.ofMinutes(1)), 0, "",
                discedge.timeline.world.Source.EMBEDDED, new double[12]));
        assertEquals("Wait p95: not measured, last 60\u00a0s, embedded nodes", words.provenance());
    }

    @Test
    void a_limit_that_is_changed_holds_at_once() {
        onFx(() -> {
            window.console().settings().set(Settings.DEFAULT.withLagLimit(Duration.ofMillis(10)));
            return null;
        });
        paint();
        Node cell = window.scene().lookup("#kpi-worst-lag");
        robot.moveTo(cell);
        assertEquals(Optional.of("40"), Figures.of(story.world()).get(3).value().map(value -> Long.toString(Math.round(value))));
    }
}
