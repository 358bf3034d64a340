package discedge.timeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.WatchEvent;
import discedge.timeline.RandomLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    private static EventStore filled(int events) {
        var store = new EventStore();
        var log = new RandomLog(11, 4, 20, Duration.ofMillis(10));
        for (int i = 0; i < events; i++) store.append(log.next());
        return store;
    }

    @Test
    void readersOnOtherThreadsSeeWholeEventsWhileOneWrites() throws Exception {
        var store = new EventStore();
        var wrong = new ArrayList<String>();
        var done = new CountDownLatch(3);
        int events = 30_000;
        for (int reader = 0; reader < 3; reader++) Thread.ofPlatform().daemon().start(() -> {
            long seen = 0;
            while (seen < events) {
                for (long size = store.size(); seen < size; ) {
                    TimedEvent event = store.get(++seen);
                    if (event.event() == null || event.id() != seen || event.time().getEpochSecond() == 0) synchronized (wrong) {
                        wrong.add(event.toString());
                    }
                }
            }
            done.countDown();
        });
        var log = new RandomLog(4, 4, 20, Duration.ofMillis(1));
        for (int i = 0; i < events; i++) store.append(log.next());
        assertTrue(done.await(30, TimeUnit.SECONDS));
        assertEquals(List.of(), wrong);
    }

    @Test
    void idsAndTimesFindTheSameEvents() {
        EventStore store = filled(10_000);
        Instant from = store.time(3000);
        Instant to = store.time(6000);
        List<TimedEvent> between = store.between(from, to);
        assertTrue(between.stream().noneMatch(event -> event.time().isBefore(from) || event.time().isAfter(to)));
        long expected = store.events(1, store.size()).stream().filter(event -> !event.time().isBefore(from) && !event.time().isAfter(to)).count();
        assertEquals(expected, between.size());
        assertEquals(0, store.lastAt(Instant.EPOCH));
        assertEquals(10_000, store.lastAt(Instant.MAX));
        assertThrows(IndexOutOfBoundsException.class, () -> store.get(10_001));
        assertThrows(IndexOutOfBoundsException.class, () -> store.get(0));
    }

    @Test
    void filtersByKindNodeSessionAndText() {
        EventStore store = filled(5000);
        for (EventFilter filter : List.of(EventFilter.ALL.withKinds(Set.of("turn", "client.roamed")), EventFilter.ALL.withNodes(Set.of("n2")),
                EventFilter.ALL.withSession(RandomLog.session(3)), EventFilter.ALL.withText("REPLICA_behind"))) {
            List<TimedEvent> found = store.find(filter, 1, false, Integer.MAX_VALUE, Integer.MAX_VALUE).events();
            assertTrue(!found.isEmpty() && found.size() < 5000, filter::toString);
            assertTrue(found.stream().allMatch(filter::matches));
        }
        assertTrue(EventFilter.ALL.withKinds(Set.of("turn")).matches(first(store, "turn.committed")));
        assertEquals(Optional.of(((discedge.event.TurnEvent) first(store, "turn.committed").event()).session()), EventFilter.sessionOf(first(store, "turn.committed").event()));
    }

    private static TimedEvent first(EventStore store, String type) {
        return store.find(EventFilter.ALL.withKinds(Set.of(type)), 1, false, 1, Integer.MAX_VALUE).events().getFirst();
    }

    @Test
    void aSearchGoesOnWhereItStoppedInBothDirections() {
        EventStore store = filled(5000);
        EventFilter filter = EventFilter.ALL.withNodes(Set.of("n3"));
        List<TimedEvent> all = store.find(filter, 1, false, Integer.MAX_VALUE, Integer.MAX_VALUE).events();
        var found = new ArrayList<TimedEvent>();
        for (Optional<Long> at = Optional.of(store.size()); at.isPresent(); ) {
            EventStore.Page page = store.find(filter, at.get(), true, 50, 333);
            found.addAll(page.events());
            at = page.next();
        }
        assertEquals(all, found.reversed());
        assertEquals(new EventStore.Page(List.of(), Optional.empty()), new EventStore().find(filter, 1, false, 5, 5));
    }

    @Test
    void densityCountsEveryEventOnceAndKeepsBursts() {
        EventStore store = filled(20_000);
        Instant from = store.firstTime().orElseThrow();
        Instant to = store.lastTime().orElseThrow();
        for (int buckets : new int[] {1, 7, 300, 1440}) {
            Density density = store.density(from, to, buckets);
            long sum = 0;
            for (int i = 0; i < buckets; i++) {
                sum += density.count(i);
                assertTrue(density.least(i) <= density.count(i) && density.count(i) <= density.most(i), "bucket " + i);
            }
            assertEquals(20_000, sum);
        }
        NodeEvent one = store.get(1).event();
        var alone = new EventStore();
        alone.append(one);
        assertEquals(1, alone.density(alone.time(1), alone.time(1), 1).count(0));
        assertEquals(0, new EventStore().density(from, to, 10).peak());
    }

    // ---- clocks

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final EventStore log = new EventStore();

    private void beat(Instant at, Duration ahead) {
        log.append(new WatchEvent.Beat(at, "R", ahead, Duration.ofMillis(5), 1));
    }

    private Instant placed(String node, Instant at) {
        return log.time(log.append(new LifeEvent.Killed(at, node)).id());
    }

    @Test
    void an_event_that_a_watched_node_dates_later_than_can_be_is_placed_where_it_came() {
        beat(now, Duration.ofHours(1));
        assertEquals(now.plusMillis(900), placed("R", now.plus(Duration.ofHours(1)).plusMillis(900)));
        for (String later : List.of("2026-01-01T01:00:30Z", "2099-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"))
            assertEquals(now.plusMillis(900), placed("R", Instant.parse(later)), later);
        beat(now.plusSeconds(2), Duration.ofHours(1));
        assertEquals(now.plusSeconds(3), placed("R", now.plus(Duration.ofHours(1)).plusSeconds(3)), "the log goes on at the right time");
    }

    @Test
    void times_that_no_clock_can_say_do_not_turn_the_log_round() {
        Instant before = placed("A", now);
        for (Instant at : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.MAX, Instant.MIN)) {
            beat(at, Duration.ofSeconds(Long.MAX_VALUE));
            beat(at, Duration.ofSeconds(Long.MIN_VALUE));
            for (String node : List.of("A", "R")) {
                Instant place = placed(node, at);
                assertFalse(place.isBefore(before), node + " at " + at);
                before = place;
            }
        }
    }
}
