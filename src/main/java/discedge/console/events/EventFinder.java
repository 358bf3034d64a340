package discedge.console.events;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.log.EventStore;
import java.util.Optional;

/** The search that is under way, if one is, and the rows it makes. Works only while its screen is seen. On the FX thread. */
final class EventFinder {
    private final EventWords words;
    private final Runnable news;
    private Optional<EventSearch> search = Optional.empty();
    private EventQuery query = EventQuery.ALL;
    private boolean active;

    /** @param news called, on any thread, as something was found */
    EventFinder(EventWords words, Runnable news) {
        this.words = words;
        this.news = news;
    }

    EventQuery query() {
        return query;
    }

    /** Searches for something else. @return the rows for it, empty yet */
    EventRows find(EventStore store, EventQuery wanted) {
        search.ifPresent(EventSearch::stop);
        query = wanted;
        search = wanted.isAll() ? Optional.empty() : Optional.of(new EventSearch(store, wanted, words, news));
        if (active) search.ifPresent(EventSearch::start);
        return new EventRows(search);
    }

    void activate() {
        active = true;
        search.ifPresent(EventSearch::start);
    }

    /** What was found stays; coming back goes on from there. */
    void deactivate() {
        active = false;
        search.ifPresent(EventSearch::stop);
    }

    void more() {
        search.ifPresent(EventSearch::more);
    }

    /** {@code 1,204 events}, {@code 12 of 1,204}, {@code 12 found in 400,000 of 1,200,000}. */
    String said(EventRows found, long all) {
        if (search.isEmpty()) return all == 1 ? Words.of("events.count.one") : Words.of("events.count", Units.count(all));
        return found.areWhole() ? Words.of("events.found", Units.count(found.size()), Units.count(all))
                : Words.of("events.finding", Units.count(found.size()), Units.count(search.get().looked()), Units.count(all));
    }
}
