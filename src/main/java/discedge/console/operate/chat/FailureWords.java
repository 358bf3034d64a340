package discedge.console.operate.chat;

import discedge.console.kit.Words;
import discedge.timeline.world.TurnState.Refusal;

/** What went wrong, in words, and what to do about it. */
final class FailureWords {
    private FailureWords() {}

    /** {@code A Berlin: the replica is behind (409)}. */
    static String why(Refusal refusal, NodeNames names) {
        String key = "chat.why." + refusal.code();
        String reason = Words.has(key) ? Words.of(key) : refusal.code().replace('_', ' ');
        String whole = Words.of("chat.why", names.whole(refusal.node()), reason);
        return refusal.status() >= 400 ? Words.of("chat.why.status", whole, refusal.status()) : whole;
    }

    /** A sentence for a person who has no answer. */
    static String advice(Refusal refusal) {
        String key = "chat.advice." + refusal.code();
        return Words.has(key) ? Words.of(key) : Words.of("chat.advice");
    }
}
