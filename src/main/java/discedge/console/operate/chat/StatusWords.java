package discedge.console.operate.chat;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.Phase;
import discedge.timeline.world.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a turn under way waits for, and how long it has. */
final class StatusWords {
    private StatusWords() {}

    /** @param turn empty as long as no event has told of it */
    static String of(Optional<TurnState> turn, Instant now, NodeNames names) {
        if (turn.isEmpty()) return Words.of("chat.status.asking");
        TurnState its = turn.get();
        Duration since = Duration.between(its.since(), now);
        String time = Units.time(since.isNegative() ? Duration.ZERO : since);
        String node = names.whole(its.asked().node());
        return switch (its.phase()) {
            case SENT -> Words.of("chat.status.sent", node, time);
            case RECEIVED -> Words.of("chat.status.received", node, time);
            case WAITING -> Words.of("chat.status.waiting", node, time);
            case QUEUED -> Words.of("chat.status.queued", node, time);
            case PREFILL -> Words.of("chat.status.prefill", node, Units.count(its.tokens().whole()), time);
            case DECODING -> Words.of("chat.status.decoding", node, time);
            case COMMITTING -> Words.of("chat.status.committing", node, time);
            case ANSWERED -> Words.of("chat.status.answered", time);
            case FAILED -> Words.of("chat.status.again", time);
            case ACKNOWLEDGED, GIVEN_UP -> "";
        };
    }
}
