package discedge.experiment.live;

import discedge.event.EventSink;
import discedge.event.LabEvent;
import discedge.event.WatchEvent;
import discedge.node.Version;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says once of each node that it is of another version than this console. Safe for many threads. */
final class OtherVersions {
    private final EventSink sink;
    private final InstantSource clock;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    OtherVersions(EventSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** What a person may not expect; empty if it is of this version. */
    static Optional<String> warning(String node, String version) {
        return version.equals(Version.text()) ? Optional.empty()
                : Optional.of(node + " is DisCEdge " + version + ", this console " + Version.text() + ": what the one does not know of the other is left out.");
    }

    /** A person has read it. */
    void said(String warning) {
        said.add(warning);
    }

    /** Looks at what nodes say of themselves as it passes. */
    EventSink sink() {
        return event -> {
            sink.emit(event);
            if (event instanceof WatchEvent.Found found)
                warning(found.node(), found.version()).filter(said::add).ifPresent(text -> sink.emit(new LabEvent.Said(clock.instant(), "lab", text)));
        };
    }
}
