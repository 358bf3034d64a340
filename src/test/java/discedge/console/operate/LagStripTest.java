package discedge.console.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.model.Run;
import discedge.event.LabEvent;
import discedge.timeline.Story;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.Source;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

class LagStripTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 38).arrives(1, "A", "C", 90);
    }

    @Test
    void the_worst_way_is_on_top_and_a_cut_one_above_all() {
        assertEquals(new LinkKey("A", "C"), LagRow.all(story.world()).getFirst().pair());
        then(() -> story.cuts("B", "C").pass(12_000));
        LagRow worst = LagRow.all(story.world()).getFirst();
        assertEquals(new LinkKey("B", "C"), worst.pair());
        assertEquals("cut 12\u00a0s", LagWords.figure(worst, story.now()));
    }

    @Test
    void a_cut_that_healed_stays_in_the_strip_for_as_long_as_it_lasted() {
        story.tell(new LabEvent.FaultBegan(story.now(), "lab", 1, "cut", "A-B", Duration.ofSeconds(30))).pass(30_000);
        story.tell(new LabEvent.FaultEnded(story.now(), "lab", 1, "cut", "A-B", false)).pass(20_000);
        LagRow row = LagRow.all(story.world()).stream().filter(its -> its.pair().equals(new LinkKey("A", "B"))).findFirst().orElseThrow();
        List<LagRow.Gap> gaps = row.gaps(story.world());
        assertEquals(1, gaps.size());
        assertEquals(30.0 / 300, gaps.getFirst().to() - gaps.getFirst().from(), 1e-6);
        assertEquals(LagRow.State.CUT, gaps.getFirst().state());
    }

    @Test
    void the_strip_shows_the_value_under_the_mouse() {
        Node plot = window.scene().lookup("#lag-plot");
        double width = onFx(() -> plot.getLayoutBounds().getWidth());
        double last = LagPainter.x(width, LagRow.COLUMNS - 1) + 2;
        robot.moveTo(robot.point(plot).atPosition(javafx.geometry.Pos.TOP_LEFT).atOffset(last, 10).query());
        String said = onFx(() -> Window.getWindows().stream().filter(each -> each instanceof Tooltip && each.isShowing()).map(each -> ((Tooltip) each).getText()).findFirst().orElse(""));
        assertTrue(said.startsWith("A→C · ") && said.endsWith("p95 90\u00a0ms"), said);
    }

    @Test
    void while_no_two_nodes_are_linked_one_row_says_so_too() throws Exception {
        onFx(() -> {
            window.console().model().show(Run.watched("empty", new Timeline(new EventStore(), Source.EMBEDDED), List.of()));
            return null;
        });
        paint();
        Node word = window.scene().lookup("#lag-none");
        assertFalse(word.isVisible(), "with a header that says it");
        size(960, 640);
        assertTrue(word.isVisible());
        assertEquals("Lag p95: no two nodes are linked yet", onFx(() -> window.scene().lookup("#lag-plot").getAccessibleText()));
        picture("lag-none");
        onFx(() -> {
            window.console().model().show(Run.live("lab", story.timeline(), transcripts, controls));
            return null;
        });
        paint();
        assertFalse(word.isVisible());
    }

    @Test
    void the_strip_reads_itself_out() {
        assertTrue(onFx(() -> window.scene().lookup("#lag-plot").getAccessibleText()).startsWith("A→C 90\u00a0ms, A→B 38\u00a0ms"));
    }
}
