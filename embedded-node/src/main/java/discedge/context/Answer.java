package discedge.context;

import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.session.TurnHash;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client is told of its turn.
 *
 * @param hash of the turn's record; empty in mode client-side
 * @param ids the answer's own ids, as sampled; empty in a replay of mode raw, which has {@code text} instead
 * @param text the answer's text where it is what was stored
 * @param contextTokens ids shown to the model before this turn
 * @param newTokens ids this turn added, template included
 * @param promptTokens ids of the whole prompt
 * @param stale the answer had not seen {@code missing}
 * @param replayed from the store: nothing was generated
 */
public record Answer(SessionId session, int turn, Optional<TurnHash> hash, String node, ContextMode mode, TokenSequence ids,
                     Optional<String> text, StopReason stop, int contextTokens, int newTokens, int promptTokens, int cachedTokens,
                     List<Integer> missing, List<Integer> leftOut, boolean replayed, Stages stages) {
    public boolean stale() {
        return !missing.isEmpty();
    }

    /** Digest of the answer's ids; 0 in mode raw, whose replays know the text only. */
    public long digest() {
        return mode == ContextMode.RAW ? 0 : ids.digest(TokenSequence.EMPTY_DIGEST);
    }

    /** What the request spent where, at the node; they sum to the node's total but for its own handling. */
    public record Stages(Duration queued, Duration waited, Duration prefill, Duration decode, Duration commit) {
        public static final Stages NONE = new Stages(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        public Stages withWaited(Duration waited) {
            return new Stages(queued, waited, prefill, decode, commit);
        }
    }
}
