package discedge.api;

import discedge.event.EventJson;
import discedge.event.EventReader;
import discedge.event.EventSpan;
import discedge.event.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Events on their way to one reader of {@code GET /events}; made by the thread that writes them. */
final class EventStream implements EventReader {
    private static final int BATCH = 256;

    private final Thread writer = Thread.currentThread();
    private final ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int backlog;
    private final String epoch;
    private volatile boolean live;
    private volatile State state = State.OPEN;

    enum State { OPEN, STOPPED, GONE, TOO_SLOW }

    /** @param epoch of the ids, part of each id a reader comes back with */
    EventStream(int backlog, String epoch) {
        this.backlog = backlog;
        this.epoch = epoch;
    }

    /** Past events are all told: from now on the reader must keep up. */
    void live() {
        live = true;
    }

    @Override
    public void event(RecordedEvent event) {
        add("id: " + epoch + "-" + event.id() + "\ndata: " + EventJson.line(event) + "\n\n");
    }

    @Override
    public void gap(long from, long to) {
        add("event: gap\ndata: {\"type\":\"gap\",\"from\":" + from + ",\"to\":" + to + "}\n\n");
    }

    /** What can be had, before the first event. */
    void span(String node, EventSpan span) {
        add("event: log\ndata: " + new String(Json.object(out -> {
            out.writeStringField("type", "log");
            out.writeStringField("node", node);
            out.writeStringField("epoch", span.epoch());
            out.writeNumberField("first", span.first());
            out.writeNumberField("last", span.last());
        }), StandardCharsets.UTF_8) + "\n\n");
    }

    /** The ids that the reader knows are of an earlier start: what it has not seen of that is gone. */
    void epochGap(EventPlace known) {
        add("event: gap\ndata: {\"type\":\"gap\",\"epoch\":\"" + known.epoch().orElseThrow() + "\",\"from\":" + (known.id() + 1) + "}\n\n");
    }

    private void add(String text) {
        if (state != State.OPEN) return;
        queue.add(text);
        if (waiting.incrementAndGet() > backlog && live) {
            end(State.TOO_SLOW);
            // The writer most likely stands in a write that the reader does not take.
            writer.interrupt();
        } else {
            LockSupport.unpark(writer);
        }
    }

    void end(State how) {
        if (state == State.OPEN) state = how;
        LockSupport.unpark(writer);
    }

    State state() {
        return state;
    }

    /** Waits for events until {@code nanos} have passed; the next ones as they go out, empty if there are none. */
    byte[] next(long nanos) {
        long until = System.nanoTime() + nanos;
        while (state == State.OPEN && queue.isEmpty()) {
            long left = until - System.nanoTime();
            if (left <= 0) return new byte[0];
            LockSupport.parkNanos(this, left);
            if (Thread.currentThread().isInterrupted()) end(State.STOPPED);
        }
        var text = new StringBuilder();
        String event;
        for (int i = 0; i < BATCH && (event = queue.poll()) != null; i++) {
            waiting.decrementAndGet();
            text.append(event);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
