package discedge.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.EventJson;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import discedge.simulation.CoreFactory;
import discedge.simulation.Simulation;
import discedge.timeline.log.EventStore;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Source;
import discedge.timeline.world.TurnState;
import discedge.timeline.world.Waterfall;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void anyLogGivesTheSameWorldLiveAndOpenedAndScrubbedInAnyOrder() {
        long seed = System.nanoTime();
        var log = new RandomLog(seed, 4, 12, Duration.ofMillis(40));
        var events = new ArrayList<NodeEvent>();
        for (int i = 0; i < 3 * Timeline.STRIDE + 500; i++) events.add(log.next());
        sameHoweverLookedAt(events, seed);
    }

    @Test
    void historiesOfTheSimulationGiveTheSameWorldToo() {
        long first = System.nanoTime() & 0xffff;
        for (long seed = first; seed < first + 5; seed++) sameHoweverLookedAt(Simulation.history(seed, 3, CoreFactory.REAL).history(), seed);
    }

    private static void sameHoweverLookedAt(List<NodeEvent> events, long seed) {
        var random = new SplittableRandom(seed);
        var live = new EventStore();
        var following = new Timeline(live, Source.EMBEDDED);
        var plain = World.empty(Source.EMBEDDED);
        var expected = new ArrayList<World>();
        expected.add(plain);
        for (NodeEvent event : events) {
            live.append(event);
            plain = plain.apply(live.get(live.size()));
            expected.add(plain);
            if (random.nextInt(50) == 0) assertEquals(plain, following.catchUp(1 + random.nextInt(200)).event() == plain.event() ? following.newest() : plain);
        }
        var opened = new EventStore();
        for (int i = 0; i < events.size(); i++) opened.append(EventJson.parse(EventJson.line(new RecordedEvent(i + 1, events.get(i)))).event());
        var scrubbed = new Timeline(opened, Source.EMBEDDED);
        for (int i = 0; i < 60; i++) {
            int id = random.nextInt(events.size() + 1);
            String where = "after event " + id + " of " + events.size() + ", seed " + seed;
            assertEquals(expected.get(id), scrubbed.at(id), where);
            assertEquals(expected.get(id), following.at(id), where + ", live");
            if (id == 0) continue;
            Instant time = opened.time(id);
            assertEquals(live.time(id), time, where);
            assertEquals(expected.get((int) opened.lastAt(time)), scrubbed.at(time), where + ", by time");
        }
        assertEquals(plain, following.catchUp(), "seed " + seed);
    }

    @Test
    void stagesOfEveryTurnSumToItsTotal() {
        long seed = System.nanoTime();
        var log = new RandomLog(seed, 3, 6, Duration.ofMillis(30));
        World world = World.empty(Source.EMBEDDED);
        var store = new EventStore();
        for (int i = 0; i < 3000; i++) {
            store.append(log.next());
            world = world.apply(store.get(store.size()));
            if (i % 20 == 0) for (SessionState session : world.sessions()) for (TurnState turn : session.turns().values()) {
                Waterfall falls = Waterfall.of(world, session, turn);
                Duration sum = falls.clientWaits().stream().map(Waterfall.Bar::length).reduce(Duration.ZERO, Duration::plus);
                assertEquals(falls.total(), sum, "turn " + turn + ", seed " + seed);
                assertTrue(falls.clientWaits().stream().noneMatch(bar -> bar.length().isNegative()), () -> falls + ", seed " + seed);
            }
        }
    }

    @Test
    void timeNeverFallsAndOneClockAheadDoesNotStopIt() {
        var log = new RandomLog(5, 4, 12, Duration.ofMillis(40));
        var store = new EventStore();
        for (int i = 0; i < 5000; i++) store.append(log.next());
        var times = new ArrayList<Instant>();
        store.forEach(1, store.size(), event -> times.add(event.time()));
        assertEquals(times.stream().sorted().toList(), times);
        Duration second = Duration.between(times.get(2500), times.get(4999));
        // 2,500 events of 40 ms on average, give or take.
        assertTrue(second.compareTo(Duration.ofSeconds(85)) > 0 && second.compareTo(Duration.ofSeconds(120)) < 0, "the second half took " + second);
    }

    @Test
    void theCursorHoldsWhileEventsArriveAndEndReturnsToLive() {
        var store = new EventStore();
        var timeline = new Timeline(store, Source.EMBEDDED);
        var playhead = new Playhead(timeline);
        var log = new RandomLog(1, 1, 3, Duration.ofMillis(100));
        for (int i = 0; i < 100; i++) store.append(log.next());
        Instant now = store.lastTime().orElseThrow();
        assertEquals(100, playhead.world(now).event());
        playhead.hold();
        for (int i = 0; i < 50; i++) store.append(log.next());
        assertEquals(100, playhead.world(now).event());
        assertTrue(playhead.behind().isPositive());
        playhead.step(-10);
        assertEquals(90, playhead.world(now).event());
        playhead.goTo(80, Duration.ofSeconds(1));
        assertEquals(store.time(80).minusSeconds(1), playhead.time(now));
        playhead.live();
        assertEquals(150, playhead.world(now).event());
        assertEquals(Duration.ZERO, playhead.behind());
    }

    @Test
    void playingRunsAtItsSpeedAndStopsAtTheEnd() {
        var store = new EventStore();
        var log = new RandomLog(1, 1, 3, Duration.ofMillis(100));
        for (int i = 0; i < 100; i++) store.append(log.next());
        var playhead = new Playhead(new Timeline(store, Source.EMBEDDED));
        Instant first = store.firstTime().orElseThrow();
        playhead.scrub(first);
        playhead.play(4);
        playhead.tick(Duration.ofMillis(500));
        assertEquals(first.plusSeconds(2), playhead.time(first));
        playhead.play(100);
        assertEquals(Playhead.FASTEST, playhead.speed());
        playhead.tick(Duration.ofMinutes(10));
        assertFalse(playhead.isPlaying());
        assertEquals(100, playhead.world(first).event());
    }

    @Test
    void goingBackTenMinutesFoldsFewEventsAndTheWorldsKeptAreBounded() {
        var store = new EventStore();
        // As 2,000 a second would with a stride of 4,096, at a hundredth of the size.
        var timeline = new Timeline(store, Source.EMBEDDED, 41, 64);
        var log = new RandomLog(11, 4, 40, Duration.ofMillis(50));
        int events = 24_000;
        for (int i = 0; i < events; i++) store.append(log.next());
        timeline.catchUp();
        assertTrue(timeline.kept() <= 64, timeline.kept() + " worlds are kept");
        long before = timeline.folded();
        assertEquals(events / 2, timeline.at(events / 2).event());
        long stride = events / 32;
        assertTrue(timeline.folded() - before <= stride, "going back folded " + (timeline.folded() - before) + " events");
        for (int id = 0; id <= events; id += 997) {
            before = timeline.folded();
            World there = timeline.at(id);
            assertTrue(timeline.folded() - before <= stride, "going to " + id + " folded " + (timeline.folded() - before) + " events");
            assertEquals(id, there.event());
        }
        assertEquals(new Timeline(store, Source.EMBEDDED).at(events / 3), timeline.at(events / 3));
    }

    @Test
    void anEmptyLogHasAWorldToo() {
        var timeline = new Timeline(new EventStore(), Source.REMOTE);
        var playhead = new Playhead(timeline);
        playhead.step(-1);
        playhead.goTo(5, Duration.ZERO);
        playhead.scrub(Instant.parse("2026-01-01T00:00:00Z"));
        assertEquals(0, playhead.world(Instant.EPOCH).event());
        assertEquals(World.empty(Source.REMOTE), timeline.at(7));
    }

    /** What it costs, for the log of the build: nothing here can fail. */
    @Test
    void tellsWhatGoingBackCosts() {
        var store = new EventStore();
        var paced = new RandomLog(3, 16, 10_000, Duration.ofNanos(500_000));
        int events = 300_000;
        long before = used();
        for (int i = 0; i < events; i++) store.append(paced.next());
        long logged = used();
        var timeline = new Timeline(store, Source.EMBEDDED);
        long start = System.nanoTime();
        timeline.catchUp();
        long folded = System.nanoTime();
        long kept = used();
        var random = new SplittableRandom(3);
        var times = new ArrayList<Long>();
        for (int i = 0; i < 40; i++) {
            long from = System.nanoTime();
            timeline.at(random.nextLong(events));
            times.add(System.nanoTime() - from);
        }
        times.sort(null);
        System.Logger out = System.getLogger("discedge.timeline");
        out.log(System.Logger.Level.INFO, "%,d events, 16 nodes, 10,000 sessions: fold %.2f µs an event, going anywhere %.1f ms median, %.1f ms worst, log %d B an event, worlds kept %d B an event".formatted(
                events, (folded - start) / 1e3 / events, times.get(20) / 1e6, times.getLast() / 1e6, (logged - before) / events, (kept - logged) / events));
        TimedEvent last = store.get(events);
        assertEquals(events, last.id());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
