package discedge.console.events;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.PrewarmEvent;

/** What a node says of contexts that it evaluates before their clients come. */
final class PrewarmWords {
    private PrewarmWords() {}

    static String of(PrewarmEvent event) {
        return switch (event) {
            case PrewarmEvent.Planned seen -> seen.policy().equals("all") ? Words.of("events.prewarm.planned.all", seen.turn(), Phrases.tokens(seen.tokens()))
                    : Words.of("events.prewarm.planned", seen.turn(), Phrases.tokens(seen.tokens()), Math.round(100 * seen.probability()));
            case PrewarmEvent.Declined seen -> Words.of(seen.why().equals("budget") ? "events.prewarm.declined.budget" : "events.prewarm.declined", seen.turn(), Math.round(100 * seen.probability()));
            case PrewarmEvent.Started seen -> Words.of("events.prewarm.started", Phrases.tokens(seen.tokens()));
            case PrewarmEvent.Ended seen -> Words.of(ended(seen.ending()), Phrases.tokens(seen.held()), Units.count(seen.evaluated()), Units.time(seen.took()));
            case PrewarmEvent.Used seen -> Words.of("events.prewarm.used", seen.turn(), Units.count(seen.used()), Units.count(seen.wasted()));
            case PrewarmEvent.Wasted seen -> Words.of(switch (seen.why()) {
                case "deleted" -> "events.prewarm.wasted.deleted";
                case "expired" -> "events.prewarm.wasted.expired";
                default -> "events.prewarm.wasted";
            }, Phrases.tokens(seen.ids()));
        };
    }

    /** A node of another version may say what is not known here. */
    private static String ended(String ending) {
        return switch (ending) {
            case "warm" -> "events.prewarm.ended.warm";
            case "superseded", "preempted" -> "events.prewarm.ended.superseded";
            case "no-room" -> "events.prewarm.ended.no-room";
            default -> "events.prewarm.ended.failed";
        };
    }
}
