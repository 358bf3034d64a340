package discedge.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.event.EventReader;
import discedge.event.LifeEvent;
import discedge.event.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final int CAPACITY = 1 << 15;
    private final EventLog log = new EventLog("e");

    /** Writes down {@code 17} for an event and {@code 3..16} for a gap. */
    private static final class Seen implements EventReader {
        final List<String> seen = new ArrayList<>();

        @Override
        public void event(RecordedEvent event) {
            seen.add(Long.toString(event.id()));
        }

        @Override
        public void gap(long from, long to) {
            seen.add(from + ".." + to);
        }
    }

    private void emit(int events) {
        for (int i = 0; i < events; i++) log.emit(new LifeEvent.Stopped(Instant.EPOCH, "A"));
    }

    private List<String> readAll(long after) throws InterruptedException {
        var seen = new Seen();
        var ended = new CountDownLatch(1);
        log.close();
        log.follow(after, seen, ended::countDown);
        ended.await();
        return seen.seen;
    }

    @Test
    void a_reader_gets_what_comes_after_its_id() throws InterruptedException {
        emit(4);
        assertEquals(List.of("3", "4"), readAll(2));
    }

    @Test
    void what_fell_out_of_the_buffer_is_said_and_reading_goes_on_behind_it() throws InterruptedException {
        emit(CAPACITY + 10);
        assertEquals(11, log.span().first());
        List<String> seen = readAll(4);
        assertEquals("5..10", seen.getFirst());
        assertEquals("11", seen.get(1));
        assertEquals(CAPACITY + 1, seen.size());
    }

    @Test
    void a_reader_that_asks_for_everything_is_told_what_is_gone() throws InterruptedException {
        emit(CAPACITY + 1);
        assertEquals("1..1", readAll(0).getFirst());
    }
}
