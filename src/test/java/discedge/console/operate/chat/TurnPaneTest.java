package discedge.console.operate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.operate.chat.TurnFacts.Bar;
import discedge.console.operate.chat.TurnFacts.Look;
import discedge.timeline.Story;
import discedge.timeline.world.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

class TurnPaneTest extends ConsoleTest {
    private static final NodeNames NAMES = new NodeNames(Map.of("A", "Berlin"));

    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 38).cuts("A", "C").turn(2, "A").arrives(2, "A", "B", 20);
    }

    private TurnFacts facts(int turn) {
        SessionState session = story.session();
        return TurnFacts.of(story.world(), session, session.turn(turn).orElseThrow(), NAMES);
    }

    private String title() {
        return onFx(() -> ((Label) window.scene().lookup("#turn-title")).getText());
    }

    @Test
    void what_was_evaluated_ahead_has_a_row_that_says_what_prefill_it_saved() throws Exception {
        then(() -> story.warming(2, "B").warm(2, "B", 210).turn(3, "B"));
        Bar ahead = facts(3).ways().getFirst();
        assertEquals("ahead", ahead.name());
        assertEquals("200 tokens", ahead.note());
        assertTrue(ahead.figure().matches("−2\\d\\d\u00a0ms"), ahead.figure());
        assertTrue(ahead.detail().startsWith("200 tokens were evaluated here before the turn came.\nWithout them prefill would have taken ≈ 2"), ahead.detail());
        assertEquals(facts(3).total(), facts(3).waits().stream().map(Bar::length).reduce(Duration.ZERO, Duration::plus), "nobody waited for it");
        for (var theme : discedge.console.kit.Theme.values()) for (int[] size : new int[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            if (size[0] < 1200) onFx(() -> {
                ((javafx.scene.control.ToggleButton) window.scene().lookup("#tab-turn")).setSelected(true);
                return null;
            });
            picture("turn-ahead");
        }
    }

    @Test
    void what_the_client_waits_sums_to_the_total() {
        for (int turn : List.of(1, 2)) {
            TurnFacts facts = facts(turn);
            assertEquals(facts.total(), facts.waits().stream().map(Bar::length).reduce(Duration.ZERO, Duration::plus));
            Duration at = Duration.ZERO;
            for (Bar bar : facts.waits()) {
                assertEquals(at, bar.start(), bar.name() + " begins where the one before ends");
                at = at.plus(bar.length());
            }
        }
        assertEquals("952\u00a0ms", onFx(() -> ((Label) window.scene().lookup("#turn-total")).getText()));
    }

    @Test
    void a_turn_under_way_sums_up_too_and_what_it_has_not_come_to_is_not_measured() {
        then(() -> story.sends(3, "A").decodes(3, "A").pass(77));
        TurnFacts facts = facts(3);
        assertEquals(facts.total(), facts.waits().stream().map(Bar::length).reduce(Duration.ZERO, Duration::plus));
        Map<String, String> figures = facts.waits().stream().collect(java.util.stream.Collectors.toMap(Bar::name, Bar::figure));
        assertEquals("—", figures.get("commit"));
        assertEquals("0", figures.get("queue"));
    }

    @Test
    void the_cached_head_of_the_prefill_is_counted() {
        Bar prefill = facts(2).waits().get(2);
        assertEquals("100 of 130 cached", prefill.note());
        assertEquals(100.0 / 130, prefill.cachedPart(), 1e-9);
    }

    @Test
    void nobody_waits_for_replicas_and_a_cut_one_is_dashed() {
        List<Bar> ways = facts(2).ways();
        assertEquals(List.of("to B", "to C"), ways.stream().map(Bar::name).toList());
        assertEquals(List.of("20\u00a0ms", "cut"), ways.stream().map(Bar::figure).toList());
        assertEquals(List.of(Look.FILLED, Look.DASHED), ways.stream().map(Bar::look).toList());
    }

    @Test
    void where_every_other_node_serves_another_model_it_says_so() {
        Story alone = Story.threeNodes().started("B", "g", false).started("C", "g", false).turn(1, "A");
        TurnFacts facts = TurnFacts.of(alone.world(), alone.session(), alone.session().turn(1).orElseThrow(), NodeNames.of(window.console().model().run()));
        assertEquals(List.of(), facts.ways());
        assertEquals("No other node serves this model.", facts.noWays());
    }

    @Test
    void brackets_and_buttons_lead_from_turn_to_turn() {
        assertEquals("Turn 2 at A Berlin", title());
        robot.type(KeyCode.OPEN_BRACKET);
        paint();
        assertEquals("Turn 1 at A Berlin", title());
        assertTrue(onFx(() -> window.scene().lookup("#turn-earlier").isDisabled()));
        robot.type(KeyCode.CLOSE_BRACKET);
        paint();
        assertEquals("Turn 2 at A Berlin", title());
        assertEquals(Optional.empty(), onFx(() -> window.console().model().frame(story.now()).turn()), "the newest is followed again");
        then(() -> story.turn(3, "A"));
        assertEquals("Turn 3 at A Berlin", title());
        robot.clickOn("#turn-earlier");
        paint();
        assertEquals("Turn 2 at A Berlin", title());
    }

    @Test
    void Z_fits_to_the_first_token_but_is_a_letter_in_the_field() {
        robot.type(KeyCode.Z);
        assertTrue(onFx(() -> ((ToggleButton) window.scene().lookup("#turn-fit")).isSelected()));
        robot.type(KeyCode.Z);
        assertFalse(onFx(() -> ((ToggleButton) window.scene().lookup("#turn-fit")).isSelected()));
        robot.clickOn("#prompt").type(KeyCode.Z);
        assertFalse(onFx(() -> ((ToggleButton) window.scene().lookup("#turn-fit")).isSelected()));
    }

    @Test
    void the_exact_values_stand_beside_the_mouse() {
        Node plot = window.scene().lookup("#waterfall");
        robot.moveTo(robot.point(plot).atPosition(Pos.TOP_LEFT).atOffset(120, WaterfallPainter.AXIS + 3 * 20 + 10).query());
        String said = onFx(() -> Window.getWindows().stream().filter(each -> each instanceof Tooltip && each.isShowing()).map(each -> ((Tooltip) each).getText()).findFirst().orElse(""));
        assertEquals("Decode: sampling the answer\nfrom 40.000\u00a0ms to 944.000\u00a0ms\n904.000\u00a0ms, 95\u00a0% of what the client waits", said);
    }

    @Test
    void a_scale_has_steps_of_one_two_or_five() {
        assertEquals(List.of(0.0, 100.0, 200.0, 300.0, 400.0), Ticks.of(412, 240, 52).values());
        assertEquals(0.5, Ticks.of(1.2, 140, 52).step());
        assertEquals(20_000, Ticks.of(61_000, 240, 52).step());
    }
}
