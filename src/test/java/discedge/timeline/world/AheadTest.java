package discedge.timeline.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.LifeEvent;
import discedge.event.PrewarmEvent;
import discedge.event.TurnEvent;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.forecast.NextTurn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is evaluated before its client is there: how the log shows it while it goes on, in the forecast, and once the client has come. */
class AheadTest {
    /** Four turns at A, but for the second, which was at C; B has their records. */
    private static Story fourTurns() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 20).arrives(1, "A", "C", 20);
        // A roam to a cold node measures what evaluating takes.
        story.turn(2, "C").arrives(2, "C", "A", 20).arrives(2, "C", "B", 20);
        for (int turn = 3; turn <= 4; turn++) story.turn(turn, "A").arrives(turn, "A", "B", 20);
        return story.beats();
    }

    private static Forecast at(Story story, String node) {
        return Forecast.of(story.world(), NextTurn.of(story.session()), node);
    }

    private static NodeState node(Story story, String name) {
        return story.world().node(name).orElseThrow();
    }

    @Test
    void a_node_says_what_it_evaluates_and_for_how_long() {
        Story story = fourTurns().warming(4, "B");
        Ahead ahead = node(story, "B").warming().getFirst();
        assertEquals(Story.SESSION, ahead.session());
        assertEquals(400, ahead.tokens());
        assertEquals(story.now(), ahead.since());
        assertEquals(Optional.of(Forecast.Cache.COLD), at(story, "B").cache(), "it is not warm before it says so");
    }

    @Test
    void once_it_is_done_the_forecast_is_WARM_and_as_soon_as_staying() {
        Story cold = fourTurns();
        Forecast before = at(cold, "B");
        assertEquals(Optional.of(Forecast.Cache.COLD), before.cache());
        Story story = cold.warming(4, "B").warm(4, "B", 410);
        assertEquals(List.of(), node(story, "B").warming());
        assertEquals(400, node(story, "B").warm(Story.SESSION));
        Forecast after = at(story, "B");
        assertEquals(Optional.of(Forecast.Cache.WARM), after.cache());
        // 1 ms an id: 400 of them need no evaluation any more.
        assertEquals(400, before.firstToken().orElseThrow().minus(after.firstToken().orElseThrow()).toMillis(), 5);
        assertEquals(at(story, "A").firstToken().orElseThrow().toMillis(), after.firstToken().orElseThrow().toMillis(), 15);
    }

    @Test
    void the_turn_that_comes_says_what_it_was_saved() {
        Story story = fourTurns().warming(4, "B").warm(4, "B", 410).sends(5, "B").decodes(5, "B");
        TurnState turn = story.session().turn(5).orElseThrow();
        assertEquals(400, turn.tokens().ahead());
        Waterfall waterfall = Waterfall.of(story.world(), story.session(), turn);
        assertEquals(400, waterfall.ahead());
        assertEquals(400, waterfall.saved().orElseThrow().toMillis(), 5);
        story.pass(900).commits(5, "B").acknowledges(5, "B");
        assertEquals(400, story.session().turn(5).orElseThrow().tokens().ahead(), "also once it is answered");
    }

    @Test
    void a_turn_that_nobody_worked_ahead_for_says_nothing_of_it() {
        Story story = fourTurns().sends(5, "B").decodes(5, "B");
        Waterfall waterfall = Waterfall.of(story.world(), story.session(), story.session().turn(5).orElseThrow());
        assertEquals(0, waterfall.ahead());
        assertEquals(Optional.empty(), waterfall.saved());
    }

    @Test
    void what_another_session_took_the_slot_of_is_not_warm_any_more() {
        Story story = fourTurns().warming(4, "B").warm(4, "B", 410);
        var other = RandomLog.session(2);
        story.tell(new TurnEvent.Prefilled(story.now(), "B", 77, other, 1, 50, 0, 0, Story.SESSION.value(), Duration.ofMillis(60)));
        assertEquals(0, node(story, "B").warm(Story.SESSION));
        assertEquals(Optional.of(Forecast.Cache.COLD), at(story, "B").cache());
    }

    @Test
    void a_node_that_starts_again_is_cold() {
        Story story = fourTurns().warming(4, "B").warm(4, "B", 410).kills("B");
        assertEquals(0, node(story, "B").warm(Story.SESSION));
        story.started("B", "f", false);
        assertTrue(node(story, "B").ahead().isEmpty());
    }

    @Test
    void what_found_no_room_warmed_nothing() {
        Story story = fourTurns().warming(4, "B");
        story.tell(new PrewarmEvent.Ended(story.now(), "B", Story.SESSION, 4, "no-room", 0, 0, 0, Duration.ofMillis(5)));
        assertTrue(node(story, "B").ahead().isEmpty());
    }

    @Test
    void rates_of_a_real_model_hold_for_all_nodes_of_this_process() {
        var story = new Story();
        for (String name : List.of("A", "B", "C")) story.tell(new LifeEvent.Started(story.now(), name, "1", "llama-cpp", "SmolLM2", "f", "", false, 8192, false, 1, 2, List.of()));
        story.beats().turn(1, "A").arrives(1, "A", "B", 20).beats();
        assertTrue(at(story, "B").firstToken().isPresent(), "A's rate was measured on the same machine");
        assertEquals(Source.EMBEDDED, at(story, "B").source(), "and nothing of it is simulated");
    }
}
