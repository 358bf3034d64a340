package discedge.console.timebar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Drama;
import discedge.console.kit.Theme;
import discedge.console.model.Run;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.timeline.Cursor;
import discedge.timeline.Story;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** Interaction 8: scrub the timeline; every view shows that moment. LongLogTest has its time. */
class TimeBarTest extends ConsoleTest {
    /** Where the marks stand, from the top. */
    private static final double MARKS = 21;
    private static final double BLANK = 6;
    /** Monocle's wheel turns the other way round. */
    private static final VerticalDirection CLOSER = VerticalDirection.DOWN;
    private static final VerticalDirection FURTHER = VerticalDirection.UP;

    @Override
    protected void before(Story story) {
        Drama.play(story);
    }

    // ---- scrubbing (8)

    @Test
    void dragging_back_enters_the_replay_and_every_view_shows_that_moment() {
        double x = cursorX();
        robot.drag(at(x - 200, BLANK), MouseButton.PRIMARY).moveTo(at(x - 300, BLANK)).moveTo(at(x - 400, BLANK));
        paint();
        Instant there = held().time();
        assertTrue(Duration.between(there, story.now()).toSeconds() > 20, there + " is before " + story.now());
        assertEquals(x - 400, cursorX(), 2);
        robot.moveTo(at(x - 420, BLANK)).drop();
        paint();
        assertTrue(held().time().isBefore(there));
        assertTrue(text("#mode").startsWith("REPLAY"));
        assertTrue(text("#time-behind").matches("−01:\\d\\d"), text("#time-behind"));
    }

    @Test
    void a_drag_to_the_newest_event_is_live_again() {
        double x = cursorX();
        robot.drag(at(x - 200, BLANK), MouseButton.PRIMARY).moveTo(at(x - 100, BLANK));
        paint();
        assertFalse(playheadLive());
        robot.moveTo(at(x + 10, BLANK)).drop();
        paint();
        assertTrue(playheadLive());
        assertEquals("LIVE", text("#mode"));
    }

    @Test
    void End_returns_to_live_with_nothing_lost() {
        robot.clickOn(at(cursorX() - 300, BLANK));
        paint();
        long before = story.timeline().store().size();
        then(() -> story.pass(900).turn(99, "A"));
        assertFalse(playheadLive());
        assertTrue(story.timeline().store().size() > before);
        robot.type(KeyCode.END);
        paint();
        assertTrue(playheadLive());
        assertEquals(story.timeline().store().size(), frameEvent());
    }

    // ---- marks (7)

    @Test
    void a_click_on_a_409_goes_to_5_s_before_it_and_picks_it_out() {
        TimedEvent refusal = refusal();
        robot.clickOn(at(xOf(refusal.time()), MARKS));
        paint();
        assertEquals(refusal.time().minusSeconds(5), held().time());
        assertEquals(refusal.id(), onFx(() -> window.console().model().frame(story.now()).event().orElseThrow()));
    }

    @Test
    void a_gap_in_the_events_of_a_watched_node_is_a_mark_that_says_what_is_missing() throws Exception {
        then(() -> story.pass(20_000).tell(new WatchEvent.Gap(story.now(), "C", 12, 40)));
        TimedEvent gap = story.timeline().store().get(story.timeline().store().size());
        then(() -> story.pass(20_000).beats());
        robot.moveTo(at(xOf(gap.time()), MARKS));
        assertTrue(tip().contains("C has forgotten events 12 to 40"), tip());
        picture("timebar-gap");
        theme(Theme.LIGHT);
        size(960, 640);
        picture("timebar-gap");
        robot.clickOn(at(xOf(gap.time()), MARKS));
        paint();
        assertEquals(gap.id(), onFx(() -> window.console().model().frame(story.now()).event().orElseThrow()));
    }

    @Test
    void what_the_mouse_stands_on_is_said_in_words() {
        TimedEvent refusal = refusal();
        robot.moveTo(at(xOf(refusal.time()), MARKS));
        assertTrue(tip().contains("B refuses turn 21: 409 replica_behind"), tip());
        robot.moveTo(at(xOf(refusal.time().minusSeconds(45)), 31));
        assertTrue(tip().contains("Cut A–B"), tip());
        robot.moveTo(at(300, BLANK));
        assertTrue(tip().matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}"), tip());
    }

    @Test
    void Alt_with_an_arrow_goes_from_mark_to_mark() {
        keys(KeyCode.ALT, KeyCode.LEFT);
        long last = held().event();
        keys(KeyCode.ALT, KeyCode.LEFT);
        assertTrue(held().event() < last);
        keys(KeyCode.ALT, KeyCode.RIGHT);
        assertEquals(last, held().event());
        assertEquals("replica.fork-seen", story.timeline().store().get(last).type());
    }

    // ---- keys

    @Test
    void arrows_step_one_event_and_with_Shift_5_s() {
        long newest = story.timeline().store().size();
        keys(KeyCode.LEFT);
        assertEquals(newest - 1, held().event());
        keys(KeyCode.LEFT);
        keys(KeyCode.RIGHT);
        assertEquals(newest - 1, held().event());
        Instant time = held().time();
        keys(KeyCode.SHIFT, KeyCode.LEFT);
        assertEquals(time.minusSeconds(5), held().time());
        keys(KeyCode.SHIFT, KeyCode.RIGHT);
        assertEquals(time, held().time());
        keys(KeyCode.HOME);
        assertEquals(story.timeline().store().firstTime().orElseThrow(), held().time());
    }

    @Test
    void Space_holds_and_plays_and_the_moment_moves_at_the_chosen_speed() {
        keys(KeyCode.SPACE);
        assertFalse(playheadLive());
        keys(KeyCode.HOME);
        keys(KeyCode.PERIOD);
        keys(KeyCode.PERIOD);
        assertEquals("4×", robot.lookup("#time-speed").queryAs(MenuButton.class).getText());
        Instant begin = held().time();
        keys(KeyCode.SPACE);
        paint();
        story.pass(1000);
        paint();
        assertEquals(begin.plusSeconds(4), held().time());
        keys(KeyCode.SPACE);
        story.pass(1000);
        paint();
        assertEquals(begin.plusSeconds(4), held().time());
    }

    @Test
    void a_text_field_keeps_its_keys_and_a_button_its_space() {
        var field = new TextField("ab");
        onFx(() -> ((StackPane) window.scene().getRoot()).getChildren().add(field));
        onFx(() -> {
            field.requestFocus();
            return null;
        });
        robot.type(KeyCode.SPACE, KeyCode.LEFT, KeyCode.COMMA);
        paint();
        assertTrue(playheadLive());
        onFx(() -> {
            robot.lookup("#time-back").query().requestFocus();
            return null;
        });
        keys(KeyCode.SPACE);
        assertEquals(story.timeline().store().size() - 1, held().event());
    }

    @Test
    void the_buttons_do_what_their_keys_do() {
        robot.clickOn("#time-play");
        paint();
        assertFalse(playheadLive());
        robot.clickOn("#time-begin");
        robot.clickOn("#time-back");
        paint();
        assertTrue(held().event() < 12, "the begin is before event " + held().event());
        robot.clickOn("#time-live");
        paint();
        assertTrue(playheadLive());
    }

    // ---- the part shown

    @Test
    void the_wheel_shows_a_shorter_or_longer_part_down_to_30_s() {
        robot.clickOn(at(cursorX() - 500, BLANK));
        paint();
        for (int i = 0; i < 30; i++) wheel(CLOSER);
        assertEquals(Shown.SHORTEST, shownLength());
        assertTrue(cursorX() >= 0 && cursorX() <= canvas().getLayoutBounds().getWidth(), "the cursor is in sight at " + cursorX());
        for (int i = 0; i < 60; i++) wheel(FURTHER);
        Duration run = Duration.between(story.timeline().store().firstTime().orElseThrow(), story.now());
        assertTrue(shownLength().compareTo(run) >= 0, shownLength() + " for " + run);
    }

    @Test
    void a_cursor_that_steps_out_of_the_part_shown_brings_it_along() {
        robot.clickOn(at(cursorX() - 100, BLANK));
        paint();
        for (int i = 0; i < 30; i++) wheel(CLOSER);
        for (int i = 0; i < 12; i++) keys(KeyCode.SHIFT, KeyCode.LEFT);
        assertTrue(cursorX() >= 0 && cursorX() <= canvas().getLayoutBounds().getWidth(), "the cursor is in sight at " + cursorX());
    }

    @Test
    void pictures() throws Exception {
        for (Theme theme : Theme.values()) for (double[] size : new double[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            keys(KeyCode.END);
            picture("timebar-live");
            onFx(() -> {
                window.console().model().scrub(story.now().minusSeconds(102));
                return null;
            });
            picture("timebar-replay");
        }
    }

    // ----

    private void wheel(VerticalDirection direction) {
        robot.scroll(direction);
        paint();
    }

    private void keys(KeyCode... codes) {
        robot.press(codes).release(codes);
        paint();
    }

    private Node canvas() {
        return robot.lookup("#time-canvas").query();
    }

    /** A place on the canvas, on the screen. */
    @Test
    void a_log_with_nothing_in_it_shows_nothing_of_the_one_before() {
        assertTrue(colours() > 1, "marks and bars are seen");
        onFx(() -> {
            window.console().model().show(Run.watched("empty", new Timeline(new EventStore(), Source.EMBEDDED), List.of()));
            return null;
        });
        paint();
        assertEquals(1, colours(), "its own ground alone");
    }

    private long colours() {
        return onFx(() -> {
            var image = robot.lookup("#time-canvas").query().snapshot(null, null);
            var all = new HashSet<Integer>();
            for (int y = 0; y < image.getHeight(); y++) for (int x = 0; x < image.getWidth(); x++) all.add(image.getPixelReader().getArgb(x, y));
            return (long) all.size();
        });
    }

    private Point2D at(double x, double y) {
        Bounds bounds = onFx(() -> canvas().localToScreen(canvas().getLayoutBounds()));
        return new Point2D(bounds.getMinX() + x, bounds.getMinY() + y);
    }

    private double cursorX() {
        return onFx(() -> robot.lookup("#time-cursor").query().getLayoutX() + 1);
    }

    private TimeBar bar() {
        return window.shell().timeBar();
    }

    private double xOf(Instant time) {
        return onFx(() -> bar().stretch().x(time));
    }

    private Duration shownLength() {
        return onFx(() -> bar().stretch().length());
    }

    private Cursor.Held held() {
        return onFx(() -> (Cursor.Held) window.console().model().playhead().cursor());
    }

    private boolean playheadLive() {
        return onFx(() -> window.console().model().playhead().isLive());
    }

    private long frameEvent() {
        return onFx(() -> window.console().model().frame(story.now()).world().event());
    }

    private String text(String query) {
        return robot.lookup(query).queryAs(Label.class).getText();
    }

    private String tip() {
        return onFx(() -> Window.getWindows().stream().filter(each -> each instanceof Tooltip && each.isShowing()).map(each -> ((Tooltip) each).getText()).findFirst().orElse(""));
    }

    private TimedEvent refusal() {
        List<TimedEvent> found = story.timeline().store().events(1, story.timeline().store().size()).stream().filter(event -> event.event() instanceof TurnEvent.Refused).toList();
        return found.getFirst();
    }
}
