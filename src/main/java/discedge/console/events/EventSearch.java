package discedge.console.events;

import discedge.timeline.log.EventStore;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.marks.Ids;

/**
 * Looks for events in a log of any length, on a thread of its own: the newest first, since one looks for what happened just now;
 * what comes meanwhile before that. Keeps ids, four bytes a hit. What it has found can be read by any thread at any time.
 */
final class EventSearch {
    /** Looked at in one go: some ten milliseconds. */
    private static final int PAGE = 10_000;

    private final EventStore store;
    private final EventQuery query;
    private final EventWords words;
    private final Runnable news;
    private final Ids older = new Ids();
    private final Ids newer = new Ids();
    /** Where it began: below lies what was there, above what came since. */
    private final long begun;
    private final Object page = new Object();
    private volatile long down;
    private volatile long up;
    /** The one that may go on; another one, or none, ends it. */
    private Thread worker;

    /** @param news called on the search's thread as it gets on */
    EventSearch(EventStore store, EventQuery query, EventWords words, Runnable news) {
        this.store = store;
        this.query = query;
        this.words = words;
        this.news = news;
        begun = store.size();
        down = begun;
        up = begun;
    }

    /** Begins, or goes on. */
    synchronized void start() {
        if (worker != null) return;
        worker = Thread.ofPlatform().daemon().name("event-search").priority(Thread.MIN_PRIORITY).unstarted(this::loop);
        worker.start();
    }

    /** Pauses; what was found stays. */
    synchronized void stop() {
        worker = null;
        notifyAll();
    }

    /** More events may have come. */
    synchronized void more() {
        if (up < store.size()) notifyAll();
    }

    /** Hits among what was there as it began: from the newest to the oldest. */
    Ids older() {
        return older;
    }

    /** Hits among what has come since, in order. */
    Ids newer() {
        return newer;
    }

    /** Events looked at, of {@link #all}. */
    long looked() {
        return begun - down + up - begun;
    }

    long all() {
        return store.size();
    }

    boolean isDone() {
        return down == 0;
    }

    private void loop() {
        while (goesOn()) {
            synchronized (page) {
                if (up < store.size()) forward();
                else backward();
            }
            news.run();
        }
    }

    private synchronized boolean goesOn() {
        try {
            while (worker == Thread.currentThread() && up >= store.size() && down == 0) wait();
        } catch (InterruptedException e) {
            return false;
        }
        return worker == Thread.currentThread();
    }

    private void forward() {
        long to = Math.min(store.size(), up + PAGE);
        var found = store.find(query.filter(), up + 1, false, PAGE, (int) (to - up));
        for (TimedEvent event : found.events()) if (query.matches(event, words)) newer.add(event.id());
        up = to;
    }

    private void backward() {
        long to = Math.max(0, down - PAGE);
        var found = store.find(query.filter(), down, true, PAGE, (int) (down - to));
        for (TimedEvent event : found.events()) if (query.matches(event, words)) older.add(event.id());
        down = to;
    }
}
