package discedge.experiment.run;

import discedge.session.TurnHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of one turn. While the turn runs, what is not known yet is empty or 0.
 *
 * @param node the node that was asked last
 * @param roamed that is another one than for the turn before
 * @param sent the first attempt's first byte
 * @param prompt the new prompt's text
 * @param lag by replica: from the record's write at its origin to its arrival there
 */
public record TurnRow(int turn, String node, boolean roamed, String session, Instant sent, String prompt, Outcome outcome, Tokens tokens,
                      Times times, Bytes bytes, Map<String, Duration> lag) {
    public TurnRow {
        lag = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(lag));
    }

    /**
     * How the turn ended.
     *
     * @param answered the whole answer came
     * @param status HTTP status of the last attempt; 0 if none came
     * @param refusals codes of the attempts that failed, in order
     * @param hash of the turn's record; empty in mode client-side
     * @param text the answer so far
     */
    public record Outcome(boolean answered, int status, int attempts, List<String> refusals, Optional<TurnHash> hash, boolean stale,
                          List<Integer> missing, String text) {
        public Outcome {
            refusals = List.copyOf(refusals);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Ids.
     *
     * @param context before this turn
     * @param added all that this turn added
     * @param prompt the new prompt, template included
     * @param answer sampled
     * @param cached of context and prompt, found in the KV cache
     */
    public record Tokens(int context, int added, int prompt, int answer, int cached) {}

    /**
     * Where the time went. Stages are the node's, as it says; first token and total the client's, from the first attempt's
     * first byte.
     *
     * @param waited for the replica: at the nodes, over all attempts, and the pauses that a {@code replica_behind} asked for
     */
    public record Times(Optional<Duration> queue, Optional<Duration> waited, Optional<Duration> prefill, Optional<Duration> decode,
                        Optional<Duration> commit, Optional<Duration> firstToken, Optional<Duration> total) {
        /** What the stages leave of the total, so that all sum to it; empty until the answer is whole. */
        public Optional<Duration> network() {
            return total.map(all -> {
                Duration rest = all;
                for (Optional<Duration> stage : List.of(queue, waited, prefill, decode, commit)) rest = rest.minus(stage.orElse(Duration.ZERO));
                return rest;
            });
        }
    }

    /**
     * TCP payload and stored bytes.
     *
     * @param request from client to node, retries included
     * @param response from node to client
     * @param syncValue the encoded record without its key, once however many replicas
     * @param syncLink on node-to-node links both ways, from this turn's start to the next one's, all replicas together, set-up apart
     * @param syncSetup connection set-up in that time
     */
    public record Bytes(long request, long response, long syncValue, long syncLink, long syncSetup) {}
}
