package discedge.lab.client;

import discedge.context.Answer;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An answer as the client got it.
 *
 * @param node that answered
 * @param hash of the turn's record; empty in mode client-side
 * @param content the answer's text, whole
 * @param ids the answer's own ids, if they were asked for
 * @param stop why the answer ended, in the node's word
 * @param contextTokens ids shown to the model before this turn
 * @param newTokens ids this turn added
 * @param promptTokens ids of the whole prompt
 * @param predictedTokens ids sampled
 * @param cachedTokens of the prompt's ids, those found in the engine's cache
 * @param stages what the node spent where
 * @param missing turns the answer had not seen; it is stale if there are any
 * @param leftOut turns left out of the view
 * @param replayed from the node's store, generating nothing
 * @param simulated the engine is a simulated one
 * @param attempts requests that the turn took, those of earlier failed asks for it included
 * @param total by the client's clock, from the first attempt's sending to the answer's end
 * @param firstToken by the client's clock, from the first attempt's sending to the answer's first piece
 * @param status HTTP status
 */
public record Reply(SessionId session, int turn, String node, Optional<TurnHash> hash, String content,
                    Optional<TokenSequence> ids, String stop,
                    int contextTokens, int newTokens, int promptTokens, int predictedTokens, int cachedTokens, Answer.Stages stages,
                    boolean stale, List<Integer> missing, List<Integer> leftOut, boolean replayed, boolean simulated, String model,
                    int attempts, Duration total, Duration firstToken, int status) {
    /** What the node's stages leave of the total: the network, retries and pauses included. Not below zero. */
    public Duration network() {
        Duration node = stages.queued().plus(stages.waited()).plus(stages.prefill()).plus(stages.decode()).plus(stages.commit());
        return node.compareTo(total) < 0 ? total.minus(node) : Duration.ZERO;
    }

    /** The digest of the answer's ids, as the node's events have it; 0 if they were not asked for. */
    public long answerDigest() {
        return ids.map(all -> all.digest(TokenSequence.EMPTY_DIGEST)).orElse(0L);
    }
}
