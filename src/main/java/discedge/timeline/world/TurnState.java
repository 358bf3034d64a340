package discedge.timeline.world;

import discedge.session.TurnHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one turn; grows while the turn runs.
 *
 * @param since when it came into this phase
 */
public record TurnState(int turn, Asked asked, Phase phase, Instant since, Stages stages, Tokens tokens, Traffic traffic, Outcome outcome) {
    /**
     * @param client empty if only the node's events are known
     * @param node that was asked last
     * @param attempts requests so far
     * @param first when the first of them went out
     * @param last when the last one went out
     * @param lastAt the same by the client's clock; the node's without a client
     * @param request the node's number for the last one; 0 until the node has it
     */
    public record Asked(String client, String node, String mode, String consistency, int attempts, Instant first, Instant last, Instant lastAt, long request) {}

    /**
     * Ids.
     *
     * @param context of the session, as shown to the model
     * @param prompt of the new prompt, template included
     * @param cached of both, found in the KV cache
     * @param answer sampled
     * @param added all that the turn adds to the session
     * @param ahead of the cached ones, evaluated before the turn came: by no turn, and while nobody waited
     */
    public record Tokens(int context, int prompt, int cached, int answer, int added, int ahead) {
        static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0);

        /** Ids of the whole prompt. */
        public int whole() {
            return context + prompt;
        }
    }

    /**
     * Bytes; empty until counted.
     *
     * @param request TCP payload from client to node, retries included
     * @param response TCP payload from node to client
     * @param record the encoded record without its key, once
     * @param sync TCP payload on links between nodes in this turn's time
     */
    public record Traffic(Optional<Long> request, Optional<Long> response, Optional<Long> record, Optional<Long> sync) {
        static final Traffic NONE = new Traffic(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * @param missing turns that the answer had not seen
     * @param leftOut turns that its view left out
     * @param hash of the record; empty until committed, and in mode client-side
     */
    public record Outcome(List<Refusal> refusals, boolean stale, boolean replayed, List<Integer> missing, List<Integer> leftOut, Optional<TurnHash> hash) {
        static final Outcome NONE = new Outcome(List.of(), false, false, List.of(), List.of(), Optional.empty());

        public Outcome {
            refusals = List.copyOf(refusals);
            missing = List.copyOf(missing);
            leftOut = List.copyOf(leftOut);
        }

        Outcome with(Refusal refusal) {
            var more = new ArrayList<>(refusals);
            more.add(refusal);
            return new Outcome(more, stale, replayed, missing, leftOut, hash);
        }
    }

    /**
     * An attempt without an answer.
     *
     * @param status of HTTP; 0 if none came
     * @param code the error's stable name
     */
    public record Refusal(String node, int status, String code, Instant time) {}

    static TurnState first(int turn, Asked asked, Phase phase, Instant time) {
        return new TurnState(turn, asked, phase, time, Stages.NONE, Tokens.NONE, Traffic.NONE, Outcome.NONE);
    }

    /** An answer or another attempt may still come. */
    public boolean running() {
        return !phase.ended() && !(phase == Phase.FAILED && asked.client.isEmpty());
    }

    TurnState in(Phase now, Instant time) {
        return new TurnState(turn, asked, now, time, stages, tokens, traffic, outcome);
    }

    TurnState asked(Asked now) {
        return new TurnState(turn, now, phase, since, stages, tokens, traffic, outcome);
    }

    TurnState stages(Stages now) {
        return new TurnState(turn, asked, phase, since, now, tokens, traffic, outcome);
    }

    TurnState tokens(Tokens now) {
        return new TurnState(turn, asked, phase, since, stages, now, traffic, outcome);
    }

    TurnState traffic(Traffic now) {
        return new TurnState(turn, asked, phase, since, stages, tokens, now, outcome);
    }

    TurnState outcome(Outcome now) {
        return new TurnState(turn, asked, phase, since, stages, tokens, traffic, now);
    }
}
