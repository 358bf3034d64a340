package discedge.node;

import discedge.event.EventSink;
import discedge.event.FredEvent;
import discedge.event.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node's events said of its FReD and that still holds: who begins to watch the node later has not heard it, and hears no
 * more of it until it changes. Safe for many threads.
 */
final class FredSaid implements EventSink {
    private Optional<FredEvent> ready = Optional.empty();
    /** If they are others since. */
    private Optional<FredEvent> members = Optional.empty();
    /** Of trouble or the trigger, since it was ready. */
    private Optional<FredEvent> since = Optional.empty();
    private final Map<String, FredEvent.Compared> compared = new TreeMap<>();

    @Override
    public synchronized void emit(NodeEvent event) {
        if (!(event instanceof FredEvent said)) return;
        switch (said) {
            case FredEvent.Ready _ -> {
                ready = Optional.of(said);
                members = Optional.empty();
                since = Optional.empty();
            }
            case FredEvent.Members _ -> members = Optional.of(said);
            case FredEvent.Trouble _, FredEvent.Trigger _ -> since = Optional.of(said);
            case FredEvent.Compared one -> compared.merge(one.member(), one, FredSaid::with);
        }
    }

    /** The newer one, with what both found. */
    private static FredEvent.Compared with(FredEvent.Compared before, FredEvent.Compared now) {
        return new FredEvent.Compared(now.at(), now.node(), now.member(), now.answered(), now.why(), now.keys(), before.found() + now.found(), now.lacking(), now.took(),
                now.roundTrip());
    }

    /** In order: ready, other members, what came since, then the newest comparison with each member, which counts what all of them found. */
    synchronized List<FredEvent> standing() {
        var all = new ArrayList<FredEvent>();
        ready.ifPresent(all::add);
        members.ifPresent(all::add);
        since.ifPresent(all::add);
        all.addAll(compared.values());
        return all;
    }
}
