package discedge.api;

import discedge.event.EventJson;
import discedge.event.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Events on their way to one reader of {@code GET /events}; made by the thread that writes them. */
final class EventStream implements Consumer<RecordedEvent> {
    private static final int BATCH = 256;

    private final Thread writer = Thread.currentThread();
    private final ConcurrentLinkedQueue<RecordedEvent> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int backlog;
    private volatile boolean live;
    private volatile State state = State.OPEN;

    enum State { OPEN, STOPPED, GONE, TOO_SLOW }

    EventStream(int backlog) {
        this.backlog = backlog;
    }

    /** Past events are all told: from now on the reader must keep up. */
    void live() {
        live = true;
    }

    @Override
    public void accept(RecordedEvent event) {
        if (state != State.OPEN) return;
        queue.add(event);
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
        RecordedEvent event;
        for (int i = 0; i < BATCH && (event = queue.poll()) != null; i++) {
            waiting.decrementAndGet();
            text.append("id: ").append(event.id()).append("\ndata: ").append(EventJson.line(event)).append("\n\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
