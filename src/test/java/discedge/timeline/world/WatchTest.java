package discedge.timeline.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.FredEvent;
import discedge.event.LifeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.WatchEvent;
import discedge.session.SessionId;
import discedge.timeline.RandomLog;
import discedge.timeline.Timeline;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.forecast.NextTurn;
import discedge.timeline.log.EventStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes of other processes in the world. */
class WatchTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SessionId SESSION = RandomLog.session(1);

    private final EventStore store = new EventStore();
    private final Timeline timeline = new Timeline(store, Source.EMBEDDED);

    private void found(String node, Duration ahead, int uncertainty) {
        store.append(new WatchEvent.Found(NOW, node, node + ":1", "e", "1", "simulated", "m", "f", "apple-m2", true, 4096, true, 1, 2, List.of(), 70));
        store.append(new WatchEvent.Beat(NOW, node, ahead, Duration.ofMillis(uncertainty), 70));
    }

    private World world() {
        return timeline.catchUp();
    }

    @Test
    void a_watched_node_is_remote_and_says_itself_how_much_it_holds() {
        found("R", Duration.ZERO, 1);
        store.append(new ReplicaEvent.HeadMoved(NOW, "R", SESSION, 1, RandomLog.hash(SESSION, 1, 0), 100));
        NodeState node = world().node("R").orElseThrow();
        assertEquals(Source.REMOTE, node.source());
        assertEquals(70, node.sessions());
        assertEquals(Source.REMOTE, world().kind());
        store.append(new LifeEvent.Started(NOW, "A", "1", "simulated", "m", "f", "apple-m2", true, 4096, true, 1, 2, List.of()));
        assertEquals(Source.MIXED, world().kind());
    }

    @Test
    void lag_between_clocks_that_differ_by_an_hour_is_the_true_one_and_says_how_well_it_is_known() {
        found("R", HOUR, 3);
        found("S", Duration.ofMillis(-200), 4);
        Instant written = NOW.plus(HOUR);
        Instant arrived = NOW.plusMillis(25 - 200);
        store.append(new ReplicaEvent.Arrived(arrived, "S", "R", "R", 1, 1, RandomLog.key(SESSION, 1), 300, written));
        assertEquals(Duration.ofMillis(25), world().link("R", "S").orElseThrow().lag().latest(world().now()).orElseThrow().p50());
        assertEquals(Duration.ofMillis(7), world().uncertainty("R", "S"));
    }

    @Test
    void events_of_a_node_whose_clock_is_an_hour_ahead_stand_where_they_happened() {
        found("R", HOUR, 1);
        store.append(new LifeEvent.Stopping(NOW.plus(HOUR).plusSeconds(2), "R", 0));
        assertEquals(NOW.plusSeconds(2), store.time(3));
        store.append(new WatchEvent.Gap(NOW.plusSeconds(3), "R", 1, 2));
        store.append(new LifeEvent.Stopped(NOW.plus(HOUR).minusSeconds(60), "R"));
        assertEquals(NOW.plusSeconds(3), store.time(5), "what comes a minute late is late, and no sign of another clock");
        store.append(new LifeEvent.Stopped(NOW.plus(HOUR).plusSeconds(4), "R"));
        assertEquals(NOW.plusSeconds(4), store.time(6));
    }

    @Test
    void a_node_that_does_not_answer_keeps_its_last_figures_and_fails_in_the_forecast() {
        found("R", Duration.ZERO, 1);
        store.append(new WatchEvent.Lost(NOW.plusSeconds(1), "R", "R:1", "R:1 does not take connections", Duration.ofSeconds(2)));
        store.append(new WatchEvent.Lost(NOW.plusSeconds(3), "R", "R:1", "R:1 does not take connections", Duration.ofSeconds(4)));
        Watch watch = world().node("R").orElseThrow().watch().orElseThrow();
        assertFalse(watch.answers());
        assertEquals(NOW.plusSeconds(1), watch.since(), "since the first of them");
        assertEquals(Optional.of(NOW.plusSeconds(7)), watch.retryAt());
        assertEquals(70, world().node("R").orElseThrow().sessions());
        Forecast forecast = Forecast.of(world(), NextTurn.first("u1"), "R");
        assertEquals(Forecast.State.FAILS, forecast.state());
        assertEquals("R:1 does not take connections", forecast.why());
        found("R", Duration.ZERO, 1);
        assertTrue(world().node("R").orElseThrow().watch().orElseThrow().answers());
    }

    @Test
    void what_a_node_lists_is_the_state_to_go_on_from() {
        found("R", Duration.ZERO, 1);
        store.append(new WatchEvent.Listed(NOW, "R", SESSION, "u", "raw", 7, Optional.of(RandomLog.hash(SESSION, 7, 0)), 1200, 5000, false, false));
        SessionState session = world().session(SESSION).orElseThrow();
        assertEquals(7, world().head(session, "R").orElseThrow().turn());
        assertEquals("raw", session.who().mode());
        assertEquals(5000, session.totals().bytes());
    }

    @Test
    void what_a_node_said_of_its_FReD_before_it_was_watched_is_the_state_to_go_on_from() {
        found("R", HOUR, 1);
        Instant there = NOW.plus(HOUR);
        store.append(new WatchEvent.Fred(NOW, "R", there, List.of(
                new FredEvent.Ready(there.minusSeconds(90), "R", "127.0.0.1:9001", "fredA", "kg", Map.of("fredA", "a:1", "fredB", "b:1"), "127.0.0.1:7001", List.of("edge"), Duration.ZERO),
                new FredEvent.Trouble(there.minusSeconds(7), "R", "127.0.0.1:9001", "FReD cannot be reached", Duration.ofSeconds(1)),
                new FredEvent.Compared(there.minusSeconds(8), "R", "fredB", true, "", 14, 2, 1, Duration.ofMillis(3), Duration.ofMillis(2)))));
        FredState fred = world().node("R").orElseThrow().fred().orElseThrow();
        assertEquals(List.of("fredA", "kg", Map.of("fredA", "a:1", "fredB", "b:1"), List.of("edge")), List.of(fred.fredNode(), fred.keygroup(), fred.members(), fred.users()));
        assertTrue(fred.isOut());
        assertEquals(NOW.minusSeconds(7), fred.since(), "seven seconds ago, by whatever clock");
        assertEquals(2, fred.compared().get("fredB").found());
        assertEquals(List.of(Alarm.Kind.FRED_TROUBLE), world().alarms().stream().map(Alarm::kind).toList());
        store.append(new WatchEvent.Fred(NOW, "R", there, List.of()));
        assertTrue(world().node("R").orElseThrow().fred().isPresent());
    }

    @Test
    void a_node_that_is_not_watched_any_more_is_gone() {
        found("R", Duration.ZERO, 1);
        store.append(new WatchEvent.Left(NOW, "R", "R:1"));
        assertTrue(world().node("R").isEmpty());
    }
}
