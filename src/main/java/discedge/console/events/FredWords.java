package discedge.console.events;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.FredEvent;
import java.util.TreeSet;

/** What a node says of the FReD that keeps its records. */
final class FredWords {
    private FredWords() {}

    static String of(FredEvent event) {
        return switch (event) {
            case FredEvent.Ready seen -> Words.of("events.fred.ready", seen.fredNode(), seen.address(), seen.keygroup(), seen.members().size(), Units.time(seen.took()));
            case FredEvent.Members seen -> Words.of("events.fred.members", String.join(", ", new TreeSet<>(seen.members().keySet())));
            case FredEvent.Trouble seen -> Words.of("events.fred.trouble", seen.address(), seen.why(), Units.time(seen.retryIn()));
            case FredEvent.Trigger seen -> seen.registered() ? Words.of("events.fred.trigger", seen.host()) : Words.of("events.fred.trigger.lost", seen.host(), seen.why());
            case FredEvent.Compared seen when !seen.answered() -> Words.of("events.fred.compared.silent", seen.member(), seen.why());
            case FredEvent.Compared seen -> Words.of(seen.found() > 0 ? "events.fred.compared.found" : "events.fred.compared", seen.member(), Units.count(seen.keys()), Units.count(seen.found()));
        };
    }
}
