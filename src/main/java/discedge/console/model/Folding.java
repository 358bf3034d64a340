package discedge.console.model;

import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.timeline.Timeline;

/**
 * Takes events into the log and folds them on a thread of its own, so that the FX thread only looks. Told of news at most once
 * until it has folded what there is: a burst is one piece of news.
 */
public final class Folding implements EventSink, AutoCloseable {
    private final Timeline timeline;
    private final Runnable news;
    private final Thread thread;
    private boolean pending;
    private boolean closed;

    /** @param news called on the folding thread after each batch */
    public Folding(Timeline timeline, Runnable news) {
        this.timeline = timeline;
        this.news = news;
        this.thread = Thread.ofPlatform().daemon().name("folding").start(this::loop);
    }

    @Override
    public void emit(NodeEvent event) {
        timeline.store().append(event);
        synchronized (this) {
            if (pending) return;
            pending = true;
            notifyAll();
        }
    }

    /** Events that came and are not in the newest world yet. */
    public long waiting() {
        return timeline.store().size() - timeline.newest().event();
    }

    private void loop() {
        while (awaitNews()) {
            timeline.catchUp();
            news.run();
        }
    }

    private synchronized boolean awaitNews() {
        try {
            while (!pending && !closed) wait();
        } catch (InterruptedException e) {
            return false;
        }
        pending = false;
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        thread.interrupt();
    }
}
