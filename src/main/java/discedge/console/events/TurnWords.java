package discedge.console.events;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.TurnEvent;

/** What a node says of a request. */
final class TurnWords {
    private TurnWords() {}

    static String of(TurnEvent event) {
        int turn = event.turn();
        return switch (event) {
            case TurnEvent.Received seen -> Phrases.and(seen.user().isEmpty() ? Words.of("events.turn.received.somebody", turn, seen.mode(), seen.consistency())
                    : Words.of("events.turn.received", turn, seen.user(), seen.mode(), seen.consistency()), seen.attempt() > 1, "events.attempt", seen.attempt());
            case TurnEvent.Waiting seen -> seen.have() == 0 ? Words.of("events.turn.waiting.nothing", Phrases.turns(seen.missing()))
                    : Words.of("events.turn.waiting", Phrases.turns(seen.missing()), seen.have());
            case TurnEvent.Waited seen -> Words.of(seen.caughtUp() ? "events.turn.waited" : "events.turn.waited.in-vain", Units.time(seen.waited()));
            case TurnEvent.Joined seen -> Words.of("events.turn.joined", turn, seen.running());
            case TurnEvent.PromptBuilt seen -> Phrases.andTurns(Phrases.andTurns(
                    Words.of("events.turn.prompt-built", turn, Phrases.tokens(seen.contextTokens()), Units.count(seen.promptTokens())),
                    "events.left-out", seen.leftOut()), "events.missing", seen.missing());
            case TurnEvent.PrefillStarted seen -> Phrases.and(Words.of("events.turn.prefill-started", turn), !seen.queued().isZero(), "events.queued", Units.time(seen.queued()));
            case TurnEvent.Prefilled seen -> Words.of("events.turn.prefilled", Phrases.tokens(seen.tokens()), Units.time(seen.took()), Units.count(seen.cachedTokens()));
            case TurnEvent.FirstToken _ -> Words.of("events.turn.first-token", turn);
            case TurnEvent.Decoded seen -> Words.of("events.turn.decoded", Phrases.tokens(seen.tokens()), Units.time(seen.took()), seen.stop());
            case TurnEvent.Committed seen -> Phrases.andTurns(Words.of("events.turn.committed", turn, Phrases.tokens(seen.newTokens()), Units.bytes(seen.bytes())),
                    "events.missing", seen.missing());
            case TurnEvent.Answered seen -> Phrases.andTurns(Words.of(seen.replayed() ? "events.turn.answered.replayed" : "events.turn.answered", turn, Units.time(seen.total())),
                    "events.missing", seen.missing());
            case TurnEvent.Refused seen -> Words.of("events.turn.refused", turn, seen.status(), seen.code(), seen.message());
            case TurnEvent.ClientGone _ -> Words.of("events.turn.client-gone", turn);
        };
    }
}
