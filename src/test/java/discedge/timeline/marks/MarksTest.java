package discedge.timeline.marks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.LifeEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.timeline.RandomLog;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.marks.Marks.Group;
import discedge.timeline.marks.Marks.Kind;
import discedge.timeline.world.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MarksTest {
    @Test
    void everyMarkIsFoundByTheTimeItsEventIsFoldedAndOnce() {
        var store = new EventStore();
        var timeline = new Timeline(store, Source.EMBEDDED);
        long seed = System.nanoTime();
        var log = new RandomLog(seed, 4, 12, Duration.ofMillis(40));
        for (int i = 0; i < 9000; i++) {
            store.append(log.next());
            if (i % 700 == 0) timeline.catchUp(300);
            if (i % 1000 == 0) timeline.at(i / 2);
        }
        timeline.catchUp();
        String when = "seed " + seed;
        assertEquals(ids(store, event -> event.event() instanceof ClientEvent.Roamed roam && !roam.from().isEmpty()), ids(timeline.marks().of(Kind.ROAM)), when);
        assertEquals(ids(store, event -> event.event() instanceof TurnEvent.Refused), ids(timeline.marks().of(Kind.REFUSAL)), when);
        assertEquals(ids(store, event -> event.event() instanceof WatchEvent.Gap), ids(timeline.marks().of(Kind.GAP)), when);
        List<Long> gone = ids(timeline.marks().of(Kind.GONE));
        assertTrue(gone.containsAll(ids(store, event -> event.event() instanceof LifeEvent.Killed)), when);
        for (long id : gone) assertTrue(store.get(id).event() instanceof LifeEvent.Killed || store.get(id).event() instanceof WatchEvent.Lost, when);
        assertEquals(timeline.newest().alarms().stream().map(alarm -> alarm.event()).toList(), ids(timeline.marks().of(Kind.ALARM)), when);
        assertEquals(store.size(), Arrays.stream(Group.values()).mapToLong(timeline.marks()::count).sum(), when);
    }

    @Test
    void aNodeThatStartsForTheFirstTimeHasNotRestarted() {
        var marks = new Marks();
        var at = java.time.Instant.EPOCH;
        for (long id = 1; id <= 3; id++)
            marks.add(new TimedEvent(id, at, new LifeEvent.Started(at, id == 2 ? "B" : "A", "1", "e", "m", "f", "p", true, 1, false, 1, 2, List.of())));
        assertEquals(List.of(3L), ids(marks.of(Kind.RESTART)));
    }

    @Test
    void placesAreFoundByTheirId() {
        var ids = new Ids();
        for (long id : new long[] {3, 5, 9}) ids.add(id);
        assertEquals(0, ids.upTo(2));
        assertEquals(1, ids.upTo(3));
        assertEquals(2, ids.upTo(8));
        assertEquals(3, ids.upTo(100));
    }

    private static List<Long> ids(EventStore store, Predicate<TimedEvent> which) {
        return store.events(1, store.size()).stream().filter(which).map(TimedEvent::id).toList();
    }

    private static List<Long> ids(Ids ids) {
        var found = new ArrayList<Long>();
        for (int i = 0; i < ids.size(); i++) found.add(ids.get(i));
        return found;
    }
}
