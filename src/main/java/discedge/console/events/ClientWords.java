package discedge.console.events;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.ClientEvent;

/** What a client does and hears. */
final class ClientWords {
    private ClientWords() {}

    static String of(ClientEvent event) {
        return switch (event) {
            case ClientEvent.Roamed seen -> seen.from().isEmpty() ? Words.of("events.client.begins", seen.node()) : Words.of(why(seen.why()), seen.from(), seen.node());
            case ClientEvent.Sent seen -> Phrases.and(Words.of("events.client.sent", seen.turn(), seen.node()), seen.attempt() > 1, "events.attempt", seen.attempt());
            case ClientEvent.FirstToken seen -> Words.of("events.client.first-token", seen.turn(), seen.node(), Units.time(seen.since()));
            case ClientEvent.Acknowledged seen -> Phrases.andTurns(Phrases.and(Words.of("events.client.acknowledged", seen.turn(), seen.node(), Units.time(seen.total())),
                    seen.attempts() > 1, "events.attempts", seen.attempts()), "events.missing", seen.missing());
            case ClientEvent.Failed seen -> Phrases.and(seen.status() == 0 ? Words.of("events.client.failed.unheard", seen.turn(), seen.node(), seen.code())
                    : Words.of("events.client.failed", seen.turn(), seen.node(), seen.status(), seen.code()), seen.givesUp(), "events.client.gives-up");
            case ClientEvent.Deleted _ -> Words.of("events.client.deleted");
            case ClientEvent.TurnBytes seen -> Words.of("events.client.turn-bytes", Units.bytes(seen.requestBytes()), Units.bytes(seen.responseBytes()), seen.turn());
        };
    }

    private static String why(String why) {
        return switch (why) {
            case "nearest" -> "events.client.roamed.nearest";
            case "retry" -> "events.client.roamed.retry";
            default -> "events.client.roamed";
        };
    }
}
